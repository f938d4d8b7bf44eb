# Sample size and power, by R. Run from this folder by regenerate.sh.
options(warn = -1)
file <- file("counts_planning.csv", "w")
own <- paste0("formula, R ", getRversion())
put <- function(method, input, expected, call, source = paste("stats", getRversion()))
  cat(method, ",", paste(sprintf("%.17g", input), collapse = " "), ",",
      paste(sprintf("%.17g", expected), collapse = " "), ",\"", call, "; ", source, "\"\n", sep = "", file = file)
cat("method,input,expected,source\n", file = file)
for (case in list(c(.5, .75, .05, .9), c(.8, .6, .05, .8), c(.1, .2, .05, .8), c(.01, .02, .01, .95), c(.65, .85, .1, .5), c(.9, .95, .05, .9))) {
  p1 <- case[1]; p2 <- case[2]; a <- case[3]; power <- case[4]; za <- qnorm(a / 2, lower.tail = FALSE); zb <- qnorm(power)
  n <- ((za * sqrt(2 * mean(case[1:2]) * (1 - mean(case[1:2]))) + zb * sqrt(p1 * (1 - p1) + p2 * (1 - p2))) / (p1 - p2))^2
  stopifnot(abs(power.prop.test(p1 = p1, p2 = p2, sig.level = a, power = power, tol = 1e-13)$n / n - 1) < 1e-9)
  put("size_for_difference", c(p1, p2, 1, a, power), c(n, n), "power.prop.test(p1,p2,power) solved in closed form", own)
  for (k in c(2, 0.5)) {
    b <- (p1 + k * p2) / (1 + k)
    n <- ((za * sqrt(b * (1 - b) * (1 + 1 / k)) + zb * sqrt(p1 * (1 - p1) + p2 * (1 - p2) / k)) / (p1 - p2))^2
    put("size_for_difference", c(p1, p2, k, a, power), c(n, k * n), "Fleiss, without correction", own)
  }
  for (n in c(10, 60, 500)) put("power_for_difference", c(p1, p2, n, a), power.prop.test(n = n, p1 = p1, p2 = p2, sig.level = a)$power, "power.prop.test(n,p1,p2)")
  for (d in c(.3, .5)) {
    v <- p1 * (1 - p1) + p2 * (1 - p2)
    put("size_for_non_inferiority", c(p1, p2, 1, a, power, d), rep((qnorm(1 - a) + zb)^2 * v / (p1 - p2 + d)^2, 2), "Chow 2008, 4.2", own)
    put("size_for_equivalence", c(p1, p2, 1, a, power, d), rep((qnorm(1 - a) + qnorm((1 + power) / 2))^2 * v / (d - abs(p1 - p2))^2, 2), "Chow 2008, 4.2", own)
  }
  for (h in c(.01, .05, .1, .3)) {
    z <- qnorm(.975); put("precision_normal", c(p1, h), z^2 * p1 * (1 - p1) / h^2, "z^2 p q / h^2", own)
    # The equation is quadratic in z^2/n = u: z^2 (p q u/z^2 + u^2/(4 z^2)) = h^2 (1+u)^2.
    A <- .25 - h^2; B <- p1 * (1 - p1) - 2 * h^2; u <- if (B > 0) 2 * h^2 / (B + sqrt(B^2 + 4 * A * h^2)) else (-B + sqrt(B^2 + 4 * A * h^2)) / (2 * A)
    put("precision_wilson", c(p1, h), z^2 / u, "root of the quadratic in z^2/n", own)
  }
}
for (case in list(c(60, 60, .8, .6), c(10, 10, .9, .2), c(20, 40, .3, .6), c(5, 5, .5, .5), c(1, 30, .5, .1))) {
  n1 <- case[1]; n2 <- case[2]; b <- outer(dbinom(0:n1, n1, case[3]), dbinom(0:n2, n2, case[4]))
  f <- c <- m <- b
  for (x in 0:n1) for (y in 0:n2) {
    t <- matrix(c(x, n1 - x, y, n2 - y), 2, byrow = TRUE); e <- x + y
    k <- max(0, e - n2):min(n1, e); p <- dhyper(k, n1, n2, e); o <- p[k == x]
    f[x + 1, y + 1] <- fisher.test(t)$p.value
    m[x + 1, y + 1] <- min(1, 2 * min(sum(p[k > x]), sum(p[k < x])) + o)
    c[x + 1, y + 1] <- if (e == 0 || e == n1 + n2) 1 else chisq.test(t, correct = FALSE)$p.value
  }
  for (a in c(.05, .01)) {
    put("exact_power_fisher", c(case, a), sum(b[f <= a * (1 + 1e-9)]), "sum of outer(dbinom,dbinom) where fisher.test(m)$p.value<=a")
    put("exact_power_mid_p", c(case, a), sum(b[m <= a * (1 + 1e-9)]), "sum of outer(dbinom,dbinom) where mid-p<=a", own)
    put("exact_power_pearson", c(case, a), sum(b[c <= a * (1 + 1e-9)]), "sum of outer(dbinom,dbinom) where chisq.test(m,correct=FALSE)$p.value<=a")
  }
}
# The smallest groups, by trying every size from 1 on.
exact_power <- function(n1, n2, p1, p2, a, test) {
  x <- dbinom(0:n1, n1, p1); y <- dbinom(0:n2, n2, p2); power <- 0
  for (e in 1:(n1 + n2 - 1)) {
    k <- max(0, e - n2):min(n1, e); d <- dhyper(k, n1, n2, e)
    p <- if (test == "fisher") { o <- order(d); s <- cumsum(d[o]); s[findInterval(d * (1 + 1e-7), d[o])] }
      else if (test == "mid_p") pmin(1, 2 * pmin(cumsum(d) - d / 2, rev(cumsum(rev(d))) - d / 2))
      else { n <- n1 + n2; pchisq(n * (k * n - n1 * e)^2 / (n1 * n2 * e * (n - e)), 1, lower.tail = FALSE) }
    s <- p <= a * (1 + 1e-9)
    power <- power + sum(x[k[s] + 1] * y[e - k[s] + 1])
  }
  power
}
stopifnot(abs(exact_power(60, 60, .8, .6, .05, "fisher") - 0.60024) < 1e-5)
for (case in list(c(.8, .6, 1, .05, .8), c(.9, .3, 1, .05, .9), c(.2, .5, 2, .01, .8), c(.05, .3, 0.5, .05, .9), c(.5, .4, 1, .05, .6), c(.99, .2, 1, .05, .8)))
  for (test in c("fisher", "mid_p", "pearson")) {
    n1 <- 0
    repeat {
      n1 <- n1 + 1; n2 <- ceiling(n1 * case[3])
      power <- exact_power(n1, n2, case[1], case[2], case[4], test)
      if (power >= case[5]) break
    }
    put(paste0("exact_size_", test), case, c(n1, n2, power), "smallest n1 whose sum of significant dbinom products reaches the power", own)
  }
for (case in list(c(.85, .65, 1, 25, .05, .1), c(.75, .8, 1, 133, .05, .2), c(.8, .8, 2, 60, .025, .1), c(.6, .65, .5, 200, .05, .15), c(.9, .8, 1, 12, .05, .3))) {
  s <- sqrt((case[1] * (1 - case[1]) + case[2] * (1 - case[2]) / case[3]) / case[4]); d <- case[1] - case[2]; z <- qnorm(1 - case[5])
  put("power_for_non_inferiority", case, pnorm((d + case[6]) / s - z), "pnorm((p1-p2+margin)/s-z)", own)
  put("power_for_equivalence", case, max(0, pnorm((case[6] - d) / s - z) - pnorm((case[6] + d) / s - z, lower.tail = FALSE)), "pnorm((margin-d)/s-z)+pnorm((margin+d)/s-z)-1", own)
}
for (tail in c(.4999, .45, .3, .2, .1, .05, .025, .01, .005, .0005, 1e-5, 1e-7, 1e-12, 1e-20, 1e-50, 1e-100, 1e-300))
  put("normal_upper_quantile", tail, qnorm(tail, lower.tail = FALSE), "qnorm(tail,lower.tail=FALSE)")
close(file)
