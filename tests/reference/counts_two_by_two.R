# Proportions and fourfold tables, by R. Run from this folder by regenerate.sh.
suppressMessages({library(epitools)})
options(warn = -1)
file <- file("counts_two_by_two.csv", "w")
r <- paste("R", getRversion())
own <- paste0("formula, ", r)
number <- function(x) ifelse(is.nan(x) | is.na(x), "undefined", sprintf("%.17g", x))
put <- function(method, input, expected, call, package = paste("stats", getRversion()))
  cat(method, ",", paste(sprintf("%.17g", input), collapse = " "), ",",
      paste(number(expected), collapse = " "), ",\"", call, "; ", package, "\"\n", sep = "", file = file)
cat("method,input,expected,source\n", file = file)

for (level in c(0.95, 0.9, 0.99)) {
  z <- qnorm((1 - level) / 2, lower.tail = FALSE); e <- (1 - level) / 2
  for (case in list(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(29, 29), c(0, 1), c(1, 1), c(1, 2),
                    c(5, 10), c(10, 10), c(0, 10), c(163, 197), c(217, 269), c(100, 215), c(97, 251),
                    c(3, 466), c(463, 466), c(1, 100000), c(500000, 1000000), c(999999, 1000000))) {
    x <- case[1]; n <- case[2]; input <- c(x, n, level)
    w <- prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
    if (x == 0) w[1] <- 0
    if (x == n) w[2] <- 1
    put("wilson", input, w, "prop.test(x,n,correct=FALSE)$conf.int")
    put("clopper_pearson", input, c(if (x == 0) 0 else qbeta(e, x, n - x + 1), if (x == n) 1 else qbeta(e, x + 1, n - x, lower.tail = FALSE)),
        "binom.test(x,n)$conf.int by qbeta")
    put("jeffreys", input, c(if (x == 0) 0 else qbeta(e, x + .5, n - x + .5), if (x == n) 1 else qbeta(e, x + .5, n - x + .5, lower.tail = FALSE)),
        "qbeta(e,x+.5,n-x+.5)")
    nt <- n + z^2; pt <- (x + z^2 / 2) / nt
    put("agresti_coull", input, pt + c(-1, 1) * z * sqrt(pt * (1 - pt) / nt), "p~ -+ z sqrt(p~(1-p~)/n~)", own)
  }
}

tables <- read.csv("counts_tables.csv")
for (i in seq_len(nrow(tables))) {
  a <- tables$a[i]; b <- tables$b[i]; c. <- tables$c[i]; d <- tables$d[i]
  n1 <- a + b; n2 <- c. + d; n <- n1 + n2; e <- a + c.
  m <- matrix(c(a, b, c., d), 2, byrow = TRUE); cells <- c(a, b, c., d)
  whole <- e > 0 && e < n
  if (whole) {
    t <- chisq.test(m, correct = FALSE)
    put("pearson", cells, c(t$statistic, pchisq(t$statistic, 1, lower.tail = FALSE)), "chisq.test(m,correct=FALSE)")
    t <- chisq.test(m, correct = TRUE)
    # Where |O-E| <= 1/2 the corrected difference is exactly 0; R leaves about 1e-27 of rounding.
    put("yates", cells, if (abs(a * d - b * c.) <= n / 2) c(0, 1) else c(t$statistic, t$p.value), "chisq.test(m,correct=TRUE)")
    x <- chisq.test(m, correct = FALSE)$statistic * (n - 1) / n
    put("n_minus_one", cells, c(x, pchisq(x, 1, lower.tail = FALSE)), "X2 (N-1)/N", own)
  } else for (method in c("pearson", "yates", "n_minus_one")) put(method, cells, NA, "empty margin", own)
  put("fisher_minimum_likelihood", cells, fisher.test(m)$p.value, "fisher.test(m)$p.value")
  put("fisher_greater", cells, fisher.test(m, alternative = "greater")$p.value, "fisher.test(m,alternative='greater')$p.value")
  put("fisher_less", cells, fisher.test(m, alternative = "less")$p.value, "fisher.test(m,alternative='less')$p.value")
  k <- max(0, e - n2):min(n1, e)
  p <- dhyper(k, n1, n2, e); o <- p[k == a]
  up <- sum(p[k > a]); down <- sum(p[k < a])
  tie <- abs(p / o - 1) < 1e-7
  put("fisher_doubled", cells, min(1, 2 * min(up + o, down + o)), "2 min(tails) by dhyper", own)
  put("fisher_mid_p_doubled", cells, min(1, 2 * min(up + o / 2, down + o / 2)), "2 min(mid-p tails) by dhyper", own)
  put("fisher_mid_p_minimum_likelihood", cells, sum(p[p <= o * (1 + 1e-7)]) - o / 2, "sum(p<=p0)-p0/2 by dhyper", own)
  put("fisher_mid_p_halved_ties", cells, sum(p[p < o & !tie]) + sum(p[tie]) / 2, "sum(p<p0)+sum(p==p0)/2 by dhyper", own)
  put("fisher_mid_p_greater", cells, up + o / 2, "mid-p upper tail by dhyper", own)
  put("fisher_mid_p_less", cells, down + o / 2, "mid-p lower tail by dhyper", own)
  # epitools takes the complement of the other tail, so that small p-values lose their digits.
  if (whole && n < 3000 && all(cells > 0) && up + o / 2 > 1e-5)
    put("fisher_mid_p_doubled", cells, ormidp.test(a, b, c., d)$two.sided[1], "ormidp.test(a,b,c,d)$two.sided[1]",
        paste("epitools", packageVersion("epitools")))
  for (level in c(0.95, 0.9)) {
    z <- qnorm((1 - level) / 2, lower.tail = FALSE); input <- c(cells, level)
    p1 <- a / n1; p2 <- c. / n2
    wilson <- function(x, n) { v <- (x / n + z^2 / 2 / n + c(-1, 1) * z * sqrt(x * (n - x) / n^3 + z^2 / 4 / n^2)) / (1 + z^2 / n)
      if (x == 0) v[1] <- 0; if (x == n) v[2] <- 1; v }
    w1 <- wilson(a, n1); w2 <- wilson(c., n2); rd <- (a * n2 - c. * n1) / n1 / n2
    put("newcombe", input, c(rd, rd - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), rd + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2)),
        "method 10 of Newcombe 1998", own)
    q1 <- (a + 1) / (n1 + 2); q2 <- (c. + 1) / (n2 + 2)
    put("agresti_caffo", input, c(rd, q1 - q2 + c(-1, 1) * z * sqrt(q1 * (1 - q1) / (n1 + 2) + q2 * (1 - q2) / (n2 + 2))),
        "Wald with +1 +2", own)
    if (a > 0 && c. > 0 && (b > 0 || d > 0)) {
      t <- riskratio.wald(matrix(c(d, c., b, a), 2, byrow = TRUE), conf.level = level)$measure[2, ]
      put("katz", input, c(t[1], t[2:3]), "riskratio.wald", paste("epitools", packageVersion("epitools")))
    } else put("katz", input, NA, "no events in a group, or nothing else in both", own)
    if (all(cells > 0))
      put("woolf", input, exp(log(a / b / c. * d) + c(0, -1, 1) * z * sqrt(1/a + 1/b + 1/c. + 1/d)), "exp(log(OR)-+z sqrt(1/a+1/b+1/c+1/d))", own)
    else put("woolf", input, NA, "zero cell", own)
  }
}

# Barnard and Boschloo: the whole table of probabilities, the maximum over a fine grid, refined.
for (cells in list(c(3, 1, 1, 3), c(7, 27, 1, 33), c(9, 4, 4, 10), c(0, 16, 15, 57), c(9, 1, 3, 7), c(6, 1, 2, 5), c(5, 51, 0, 29),
                   c(10, 0, 0, 20), c(1, 0, 0, 1), c(15, 5, 5, 15), c(4, 16, 1, 19), c(8, 0, 3, 5), c(144, 83, 134, 43), c(17, 3, 29, 11))) {
  a <- cells[1]; c. <- cells[3]; n1 <- a + cells[2]; n2 <- c. + cells[4]
  x <- outer(0:n1, rep(1, n2 + 1)); y <- outer(rep(1, n1 + 1), 0:n2)
  pool <- (x + y) / (n1 + n2); z <- (x / n1 - y / n2)^2 / pmax(pool * (1 - pool), 1e-300)
  z[1, 1] <- 0; z[n1 + 1, n2 + 1] <- 0
  f <- matrix(0, n1 + 1, n2 + 1)
  for (e in 0:(n1 + n2)) { k <- max(0, e - n2):min(n1, e); p <- dhyper(k, n1, n2, e)
    for (j in seq_along(k)) f[k[j] + 1, e - k[j] + 1] <- sum(p[p <= p[j] * (1 + 1e-7)]) }
  for (method in c("barnard", "boschloo")) {
    region <- if (method == "barnard") z >= z[a + 1, c. + 1] * (1 - 1e-9) else f <= f[a + 1, c. + 1] * (1 + 1e-9)
    prob <- function(u) { risk <- sin(u)^2; sum(outer(dbinom(0:n1, n1, risk), dbinom(0:n2, n2, risk))[region]) }
    u <- seq(0, pi / 2, length.out = 2501); v <- sapply(u, prob); best <- 0
    for (j in which(v >= 0.98 * max(v))) best <- max(best, v[j], optimize(prob, c(max(0, u[j] - 1e-3), min(pi / 2, u[j] + 1e-3)), maximum = TRUE, tol = 1e-9)$objective)
    put(method, cells, best, "max over p of sum(outer(dbinom,dbinom)[region])", own)
  }
}

for (pairs in list(c(1, 7), c(59, 16), c(5, 5), c(0, 1), c(1, 0), c(0, 6), c(10, 30), c(150, 86), c(3, 2), c(1000, 1200), c(0, 40))) {
  b <- pairs[1]; c. <- pairs[2]; n <- b + c.; l <- min(b, c.)
  m <- matrix(c(1, b, c., 1), 2, byrow = TRUE)
  put("mcnemar_exact", pairs, binom.test(b, n)$p.value, "binom.test(b,b+c)$p.value")
  put("mcnemar_mid_p", pairs, 2 * pbinom(l - 1, n, .5) + dbinom(l, n, .5), "2 pbinom(min-1)+dbinom(min)", own)
  t <- mcnemar.test(m, correct = FALSE); put("mcnemar_asymptotic", pairs, c(t$statistic, t$p.value), "mcnemar.test(m,correct=FALSE)")
  if (b != c.) { t <- mcnemar.test(m); put("mcnemar_corrected", pairs, c(t$statistic, t$p.value), "mcnemar.test(m)") }
  put("matched_odds_ratio", c(pairs, 0.95), { i <- binom.test(b, n)$conf.int; c(b / c., i[1] / (1 - i[1]), i[2] / (1 - i[2])) }, "binom.test(b,b+c)$conf.int")
}
close(file)
