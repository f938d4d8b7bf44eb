source("samples_emit.R")
suppressMessages(library(coin))
split_by <- function(v, g) split(as.numeric(v), g)
sm <- function(offset, pairs) lapply(c(4, 3, 5, 3, 5, 3, 5, 3, 5), function(d) offset + c(d, rep(c(d - 1, d + 1), pairs)) / 10)
sets <- list(
  plant = split_by(PlantGrowth$weight, PlantGrowth$group),
  insects = split_by(InsectSprays$count, InsectSprays$spray),
  chick = split_by(chickwts$weight, chickwts$feed),
  iris_sw = split_by(iris$Sepal.Width, iris$Species),
  iris_pl = split_by(iris$Petal.Length, iris$Species),
  air = split_by(na.omit(airquality[, c("Ozone", "Month")])$Ozone, na.omit(airquality[, c("Ozone", "Month")])$Month),
  tooth = split_by(ToothGrowth$len, ToothGrowth$dose),
  warp = split_by(warpbreaks$breaks, warpbreaks$tension),
  mtcars_cyl = split_by(mtcars$mpg, mtcars$cyl),
  mtcars_carb = split_by(mtcars$hp, mtcars$gear),
  ties = list(c(1, 1, 2, 2), c(2, 2, 2, 3), c(3, 3, 1, 2, 2)),
  clearance = list(c(2.9, 3.0, 2.5, 2.6, 3.2), c(3.8, 2.7, 4.0, 2.4), c(2.8, 3.4, 3.7, 2.2, 2.0)),
  two = list(c(1.5, 2.5, 4), c(3, 8, 9.5, 11)),
  sizes = list(c(1, 9), c(2.5, 3, 4, 5, 6, 7.25, 8), c(10, 12, 11.5))
)
for (name in names(sets)) {
  s <- sets[[name]]; v <- unlist(s); g <- factor(rep(seq_along(s), lengths(s)))
  inputs <- setNames(s, paste0("g", seq_along(s)))
  a <- anova(lm(v ~ g)); ssb <- a[1, 2]; ssw <- a[2, 2]; msw <- a[2, 3]
  emit("anova", "anova(lm(v ~ g))", "stats", inputs,
       list(f = a[1, 4], p = a[1, 5], df1 = a[1, 1], df2 = a[2, 1], ssb = ssb, ssw = ssw, eta = ssb / (ssb + ssw),
            omega = (ssb - a[1, 1] * msw) / (ssb + ssw + msw)))
  w <- oneway.test(v ~ g)
  emit("welch_anova", "oneway.test(v ~ g)", "stats", inputs, list(f = w$statistic, df1 = w$parameter[1], df2 = w$parameter[2], p = w$p.value))
  for (center in c("mean", "median")) {
    z <- unlist(lapply(s, function(x) abs(x - get(center)(x)))); l <- anova(lm(z ~ g))
    emit(paste0("levene_", center), paste0("anova(lm(abs(v - ", center, ") ~ g))"), "stats", inputs, list(f = l[1, 4], p = l[1, 5]))
  }
  k <- kruskal.test(v, g)
  emit("kruskal", "kruskal.test(v, g)", "stats", inputs, list(h = k$statistic, df = k$parameter, p = k$p.value))
  kc <- kruskal_test(v ~ g)
  emit("kruskal", "kruskal_test(v ~ g)", "coin", inputs, list(h = statistic(kc)))
  r <- rank(v); n <- length(v); t <- table(v); sig <- n * (n + 1) / 12 - sum(t^3 - t) / (12 * (n - 1))
  zs <- c(); for (i in 1:(length(s) - 1)) for (j in (i + 1):length(s))
    zs <- c(zs, (mean(r[g == i]) - mean(r[g == j])) / sqrt(sig * (1 / lengths(s)[i] + 1 / lengths(s)[j])))
  p <- 2 * pnorm(-abs(zs))
  emit("dunn", "z from rank(v), p.adjust(p, 'bonferroni')", "own", inputs, list(z = zs, p = p, adjusted = p.adjust(p, "bonferroni")))
}
# NIST StRD one-way ANOVA: the certified values (the SmLs sets are written out from
# their rule, whose sums of squares are the certified ones), https://www.itl.nist.gov/div898/strd/
sirstv <- list(c(196.3052, 196.1240, 196.1890, 196.2569, 196.3403), c(196.3042, 196.3825, 196.1669, 196.3257, 196.0422),
  c(196.1303, 196.2005, 196.2889, 196.0343, 196.1811), c(196.2795, 196.1748, 196.1494, 196.1485, 195.9885),
  c(196.2119, 196.1051, 196.1850, 196.0052, 196.2090))
emit("anova", "NIST StRD SiRstv, certified", "own", setNames(sirstv, paste0("g", 1:5)),
     list(f = 1.18046237440255, ssb = 0.0511462616000000, ssw = 0.216636560000000),
     tolerance = 5e-10, reason = "the data have 7 digits around 196: rounding to doubles moves F by 2e-11 times their condition")
nist <- function(name, offset, pairs, f, ssb, ssw, tolerance, reason)
  emit("anova", paste("NIST StRD", name, "certified"), "own", setNames(sm(offset, pairs), paste0("g", 1:9)), list(f = f, ssb = ssb, ssw = ssw), tolerance, reason)
nist("SmLs01", 1, 10, 21, 1.68, 1.8, 1e-10, "")
nist("SmLs02", 1, 100, 201, 16.08, 18, 1e-10, "")
nist("SmLs04", 1e6, 10, 21, 1.68, 1.8, 3e-8, "doubles near 1e6 are 1.2e-10 apart, 1e-9 of the differences of 0.1")
nist("SmLs05", 1e6, 100, 201, 16.08, 18, 3e-8, "doubles near 1e6 are 1.2e-10 apart, 1e-9 of the differences of 0.1")
nist("SmLs07", 1e12, 10, 21, 1.68, 1.8, 1e-2, "doubles near 1e12 are 1.2e-4 apart, 1e-3 of the differences of 0.1")
for (name in c("mpg", "disp", "hp", "drat", "wt", "qsec", "carb"))
  emit("shapiro", "shapiro.test(x)", "stats", list(x = mtcars[[name]]), with(shapiro.test(mtcars[[name]]), list(w = statistic, p = p.value)),
       tolerance = 1e-10)
shapiro_sets <- list(c(148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236), c(1, 2, 4), c(3, 3.1, 9), c(1, 2, 3, 5), c(1, 2, 3, 5, 9), c(2, 2, 2, 3, 9, 11),
  PlantGrowth$weight, rivers, precip, faithful$eruptions, as.numeric(islands), islands[1:12], log(rivers), iris$Sepal.Length, qnorm(ppoints(100)), 1:11, 1:12, c(0, rep(1, 9)), c(rep(0, 30), 1),
  (1:2000 * 7919) %% 10007, quakes$mag, as.numeric(Nile), 1e6 + c(0.5, 1.5, 1.25, 3, 2.25, 7), sleep$extra)
for (x in shapiro_sets) {
  r <- shapiro.test(if (min(x) >= 1e6) x - 1e6 else x)
  emit("shapiro", "shapiro.test(x)", "stats", list(x = x), list(w = r$statistic, p = r$p.value))
}
finish("samples_groups.csv")
