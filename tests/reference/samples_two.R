source("samples_emit.R")
suppressMessages({library(coin); library(exactRankTests); library(metafor)})
datasets <- list(
  sleep = list(sleep$extra[1:10], sleep$extra[11:20]),
  chorioamnion = list(c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), c(1.15, 0.88, 0.90, 0.74, 1.21)),
  mtcars_mpg = list(mtcars$mpg[mtcars$am == 0], mtcars$mpg[mtcars$am == 1]),
  mtcars_gear = list(mtcars$gear[mtcars$vs == 0], mtcars$gear[mtcars$vs == 1]),
  iris_petal = list(iris$Petal.Length[1:50], iris$Petal.Length[51:100]),
  iris_width = list(iris$Sepal.Width[1:50], iris$Sepal.Width[101:150]),
  ties_everywhere = list(c(1, 1, 2, 2, 2, 3), c(2, 2, 3, 3, 3, 1, 3)),
  plant = list(PlantGrowth$weight[11:20], PlantGrowth$weight[21:30]),
  offset = list(c(1e9 + 1, 1e9 + 2.5, 1e9 + 4), c(1e9 + 3, 1e9 + 5, 1e9 + 9, 1e9 + 2)),
  tiny = list(c(1.1e-9, 2.3e-9, 3e-9), c(4.2e-9, 1.7e-9, 5e-9, 7e-9)),
  far_apart = list(seq(0, 1, by = 0.05), seq(100, 103, by = 0.125)),
  two_and_two = list(c(1, 3), c(2, 7)),
  unequal = list(c(1, 2), c(5.5, 3.25, 8, 9, 10, 2.5, 7.75, 11)),
  nhanes_like = list(round(20 + 5 * sin(1:60), 1), round(21 + 4 * cos((1:75) * 1.7), 1)),
  integers = list((1:40 * 7) %% 11, (1:35 * 5) %% 13),
  warp = list(warpbreaks$breaks[warpbreaks$wool == "A"], warpbreaks$breaks[warpbreaks$wool == "B"]),
  tooth = list(ToothGrowth$len[ToothGrowth$supp == "OJ"], ToothGrowth$len[ToothGrowth$supp == "VC"]),
  chick = list(chickwts$weight[chickwts$feed == "casein"], chickwts$weight[chickwts$feed == "horsebean"]),
  air = list(na.omit(airquality$Ozone[airquality$Month == 5]), na.omit(airquality$Ozone[airquality$Month == 8]))
)
for (name in names(datasets)) {
  x <- as.numeric(datasets[[name]][[1]]); y <- as.numeric(datasets[[name]][[2]])
  xy <- list(x = x, y = y)
  for (level in c(0.95, 0.9, 0.99)) {
    inputs <- c(xy, level = level)
    for (equal in c(FALSE, TRUE)) {
      t <- t.test(x, y, var.equal = equal, conf.level = level)
      # 1e9 + 1 and the like lose nine digits in R's own mean: compare such data shifted.
      if (name == "offset") t <- t.test(x - 1e9, y - 1e9, var.equal = equal, conf.level = level)
      emit(if (equal) "student" else "welch",
           paste0("t.test(x, y, var.equal = ", equal, ")", if (name == "offset") " of x - 1e9, y - 1e9" else ""), "stats", inputs,
           list(t = t$statistic, df = t$parameter, p = t$p.value, lower = t$conf.int[1], upper = t$conf.int[2],
                se = t$stderr))
    }
    es <- escalc("SMD", m1i = mean(x), sd1i = sd(x), n1i = length(x), m2i = mean(y), sd2i = sd(y), n2i = length(y))
    if (name == "offset") es <- escalc("SMD", m1i = mean(x - 1e9), sd1i = sd(x), n1i = 3, m2i = mean(y - 1e9), sd2i = sd(y), n2i = 4)
    z <- qnorm((1 - level) / 2, lower.tail = FALSE)
    emit("hedges", "escalc('SMD', m1i = mean(x), sd1i = sd(x), ...)", "metafor", inputs,
         list(g = es$yi, lower = es$yi - z * sqrt(es$vi), upper = es$yi + z * sqrt(es$vi)))
  }
  shift <- if (name == "offset") 1e9 else 0
  emit("smd", "(mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2)", "own", xy,
       list(smd = (mean(x - shift) - mean(y - shift)) / sqrt((var(x - shift) + var(y - shift)) / 2)))
  plain <- wilcox.test(x, y, exact = FALSE, correct = FALSE); cc <- wilcox.test(x, y, exact = FALSE, correct = TRUE)
  g <- factor(rep(1:2, c(length(x), length(y))))
  cw <- wilcox_test(c(x, y) ~ g)
  emit("mann_whitney", "wilcox.test(x, y, exact = FALSE, correct = FALSE / TRUE)", "stats", xy,
       list(w = plain$statistic, p_plain = plain$p.value, p_corrected = cc$p.value))
  emit("mann_whitney", "wilcox_test(v ~ g)", "coin", xy, list(z_plain = statistic(cw)))  # its p is 1 - cdf: nine digits at 7e-9
  if (length(x) * length(y) < 2000) {
    emit("mann_whitney_exact", "wilcox_test(v ~ g, distribution = 'exact')", "coin", xy,
         list(p = pvalue(wilcox_test(c(x, y) ~ g, distribution = "exact"))))
    emit("mann_whitney_exact", "wilcox.exact(x, y)", "exactRankTests", xy,
         list(p = wilcox.exact(x, y)$p.value,
              p_lower = wilcox.exact(x, y, alternative = "less")$p.value,
              p_upper = wilcox.exact(x, y, alternative = "greater")$p.value))
  }
  if (!any(duplicated(c(x, y))))
    emit("mann_whitney_exact", "wilcox.test(x, y, exact = TRUE)", "stats", xy, list(p = wilcox.test(x, y, exact = TRUE)$p.value))
  d <- sort(outer(x, y, "-")); n <- length(x); m <- length(y)
  # The widest interval is missed by 2 of the choose(n + m, n) divisions: a level beyond that has none.
  for (level in c(0.8, 0.95)) if (1 - 2 / choose(n + m, n) < level) {
    emit("hodges_lehmann", "median(d), 1 - 2 / choose(n + m, n)", "own", c(xy, level = level),
         list(shift = median(d), widest = 1 - 2 / choose(n + m, n)))
  } else {
    if (!any(duplicated(c(x, y))) && n < 50 && m < 50) {
      ci <- wilcox.test(x, y, exact = TRUE, conf.int = TRUE, conf.level = level)
      # As stats:::wilcox.test.default works out achieved.alpha.
      k <- max(1, qwilcox((1 - level) / 2, n, m))
      emit("hodges_lehmann", "wilcox.test(x, y, exact = TRUE, conf.int = TRUE)", "stats", c(xy, level = level),
           list(shift = ci$estimate, lower = ci$conf.int[1], upper = ci$conf.int[2],
                reached = 1 - 2 * pwilcox(k - 1, n, m)))
    } else {
      k <- max(1, floor(n * m / 2 - qnorm((1 - level) / 2, lower.tail = FALSE) * sqrt(n * m * (n + m + 1) / 12)))
      emit("hodges_lehmann", "median(d), d[k], d[n * m + 1 - k] of d = sort(outer(x, y, '-'))", "own", c(xy, level = level),
           list(shift = median(d), lower = d[k], upper = d[n * m + 1 - k], reached = level))
    }
  }
  for (v in list(x, y)) {
    emit("describe", "mean, sd, quantile(v, type = 7)", "stats", list(v = v),
         list(mean = mean(v), sd = if (name == "offset") sd(v - 1e9) else sd(v), quantiles = quantile(v, names = FALSE)))
    emit("quantile", "quantile(v, share, type = 7)", "stats", list(v = v, share = c(0.01, 0.1, 1/3, 0.37, 0.9, 0.999)),
         list(q = quantile(v, c(0.01, 0.1, 1/3, 0.37, 0.9, 0.999), names = FALSE)))
  }
}
for (i in 1:40) {  # small integer samples, ties everywhere
  x <- (1:(2 + i %% 7) * (3 + i)) %% (3 + i %% 5); y <- (1:(2 + i %% 5) * (5 + i) + 1) %% (4 + i %% 3)
  if (length(unique(c(x, y))) < 2) next
  g <- factor(rep(1:2, c(length(x), length(y))))
  emit("mann_whitney_exact", "wilcox_test(v ~ g, distribution = 'exact')", "coin", list(x = x, y = y),
       list(p = pvalue(wilcox_test(c(x, y) ~ g, distribution = "exact"))))
  plain <- suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = TRUE))
  emit("mann_whitney", "wilcox.test(x, y, exact = FALSE, correct = TRUE)", "stats", list(x = x, y = y),
       list(w = plain$statistic, p_corrected = plain$p.value))
}
for (p in list(c(0.1, 0.2), c(0.5, 0.93), c(0.827, 0.807), c(0.01, 0.99)))
  emit("smd_binary", "(p1 - p2) / sqrt((p1 (1 - p1) + p2 (1 - p2)) / 2)", "own", list(p1 = p[1], p2 = p[2]),
       list(smd = (p[1] - p[2]) / sqrt((p[1] * (1 - p[1]) + p[2] * (1 - p[2])) / 2)))
finish("samples_two.csv")
