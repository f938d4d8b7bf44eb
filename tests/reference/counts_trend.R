# Trends and tables of several rows and columns, by R. Run from this folder by regenerate.sh.
# Input of a trend: scores, then events, then totals. Input of a table: rows, columns, counts by row, scores.
suppressMessages({library(coin); library(exactRankTests)})
options(warn = -1)
file <- file("counts_trend.csv", "w")
own <- paste0("formula, R ", getRversion())
package <- function(name) paste(name, packageVersion(name))
number <- function(x) ifelse(is.nan(x) | is.na(x), "undefined", sprintf("%.17g", x))
put <- function(method, input, expected, call, source = paste("stats", getRversion()))
  cat(method, ",", paste(sprintf("%.17g", input), collapse = " "), ",",
      paste(number(expected), collapse = " "), ",\"", call, "; ", source, "\"\n", sep = "", file = file)
cat("method,input,expected,source\n", file = file)

trends <- list(
  list(s = c(0, .5, 1.5, 4, 7), x = c(48, 38, 5, 1, 1), n = c(17114, 14502, 793, 127, 38)),
  list(s = 0:3, x = c(20, 15, 30, 32), n = c(90, 50, 60, 51)),
  list(s = 0:3, x = c(163, 100, 54, 40), n = c(197, 130, 80, 59)),
  list(s = c(1, 2, 3), x = c(0, 1, 5), n = c(5, 5, 5)),
  list(s = c(1, 2, 3), x = c(5, 5, 0), n = c(5, 5, 6)),
  list(s = c(0, 1), x = c(1, 3), n = c(4, 4)),
  list(s = c(0, 1, 2), x = c(0, 0, 1), n = c(1, 1, 1)),
  list(s = c(0, 1, 2), x = c(0, 1, 1), n = c(1, 1, 1)),
  list(s = c(-2, 0, 3, 4), x = c(3, 4, 2, 7), n = c(9, 8, 6, 8)),
  list(s = c(0.1, 0.25, 0.4), x = c(2, 7, 9), n = c(12, 14, 11)),
  list(s = 1:8, x = c(3, 6, 4, 9, 7, 11, 10, 14), n = c(20, 22, 18, 24, 19, 21, 20, 22)),
  list(s = c(0, 1, 2, 3), x = c(1, 1, 1, 1), n = c(30, 30, 30, 30)),
  list(s = c(0, 1, 2, 3), x = c(0, 0, 0, 12), n = c(30, 30, 30, 30)),
  list(s = c(3, 2, 1, 0), x = c(0, 5, 0, 12), n = c(30, 30, 30, 30)),
  list(s = c(0, 1, 4), x = c(40, 30, 10), n = c(50, 60, 70)),
  list(s = c(0, 1, 2), x = c(0, 0, 0), n = c(4, 5, 6)),
  list(s = c(0, 1, 2), x = c(4, 5, 6), n = c(4, 5, 6)))
for (t in trends) {
  s <- t$s; x <- t$x; n <- t$n; N <- sum(n); e <- sum(x); input <- c(s, x, n)
  if (e == 0 || e == N) {
    put("cochran_armitage", input, NA, "no events or no others", own)
    put("trend_distance", input, NA, "no events or no others", own)
    next
  }
  p <- e / N; sbar <- sum(n * s) / N
  z <- sum((s - sbar) * x) / sqrt(p * (1 - p) * sum(n * (s - sbar)^2))
  stopifnot(length(x) < 3 || abs(z^2 - prop.trend.test(x, n, s)$statistic) < 1e-10 * max(1, z^2))
  if (abs(z) < 1e-12) z <- 0
  put("cochran_armitage", input, c(z, 2 * pnorm(-abs(z))), "prop.trend.test(x,n,s), its signed root")
  put("cochran_armitage_rising", input, c(z, pnorm(z, lower.tail = FALSE)), "pnorm(z,lower.tail=FALSE)")
  # The exact distribution: group after group, sums of scores as names.
  d <- matrix(c(0, 0, 1), 1)
  for (i in seq_along(n)) {
    k <- 0:min(n[i], e)
    g <- expand.grid(r = seq_len(nrow(d)), k = k); g <- g[d[g$r, 1] + g$k <= e, ]
    m <- data.frame(e = d[g$r, 1] + g$k, t = round(d[g$r, 2] + g$k * s[i], 9), p = d[g$r, 3] * dbinom(g$k, n[i], p))
    d <- as.matrix(aggregate(p ~ e + t, m, sum))
  }
  d <- d[d[, 1] == e, , drop = FALSE]; v <- d[, 2]; q <- d[, 3] / sum(d[, 3]); o <- sum(s * x); mid <- e * sbar
  same <- abs(v - o) < 1e-7; far <- abs(v - mid) - abs(o - mid)
  up <- sum(q[v > o & !same]); down <- sum(q[v < o & !same]); at <- sum(q[same])
  put("trend_rising", input, up + at, "convolution", own)
  put("trend_falling", input, down + at, "convolution", own)
  put("trend_mid_p_rising", input, up + at / 2, "convolution", own)
  put("trend_mid_p_falling", input, down + at / 2, "convolution", own)
  put("trend_doubled", input, min(1, 2 * min(up + at, down + at)), "convolution", own)
  put("trend_mid_p_doubled", input, min(1, 2 * min(up, down) + at), "convolution", own)
  put("trend_minimum_likelihood", input, sum(q[q <= at * (1 + 1e-7)]), "convolution", own)
  put("trend_distance", input, sum(q[far > -1e-7]), "convolution", own)
  put("trend_mid_p_distance", input, sum(q[far > 1e-7]) + sum(q[abs(far) <= 1e-7]) / 2, "convolution", own)
  if (N < 1000) {
    y <- factor(rep(rep(c("a", "b"), length(n)), as.vector(rbind(x, n - x)))); w <- rep(s, n)
    put("trend_distance", input, pvalue(oneway_test(w ~ y, distribution = "exact")),
        "pvalue(oneway_test(score~event,distribution='exact'))", package("coin"))
    put("trend_rising", input, pvalue(oneway_test(w ~ y, distribution = "exact", alternative = "greater")),
        "oneway_test(score~event,distribution='exact',alternative='greater')", package("coin"))
    if (all(s == round(s)))
      put("trend_rising", input, perm.test(w[y == "a"], w[y == "b"], alternative = "greater", exact = TRUE)$p.value,
          "perm.test(x,y,alternative='greater',exact=TRUE)", package("exactRankTests"))
  }
}

tables <- list(
  matrix(c(1, 3, 10, 6, 2, 3, 10, 7, 1, 6, 14, 12, 0, 1, 9, 11), 4, byrow = TRUE),
  matrix(c(762, 327, 468, 484, 239, 477), 2, byrow = TRUE),
  matrix(c(7, 0, 3, 1, 8, 2), 2, byrow = TRUE),
  matrix(c(1, 0, 0, 0, 1, 0, 0, 0, 1), 3),
  matrix(c(5, 5, 5, 5, 5, 5), 2),
  matrix(c(10, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10), 4),
  matrix(c(3, 1, 1, 3), 2),
  matrix(c(1, 2, 3, 4, 5, 6, 7, 8), 2),
  matrix(c(20, 15, 30, 32, 70, 35, 30, 19), 2, byrow = TRUE),
  matrix(c(60, 31, 10, 7, 6, 5, 4, 2, 92, 60, 41, 28, 38, 31, 27, 24), 2, byrow = TRUE),
  matrix(c(2, 1, 0, 3, 4, 1, 5, 2, 6, 0, 3, 1), 3),
  matrix(c(1000000, 2000, 500000, 3000), 2),
  matrix(c(1, 0, 1, 2, 0, 0), 3))
for (m in tables) {
  r <- nrow(m); k <- ncol(m); N <- sum(m); input <- c(r, k, t(m))
  if (all(rowSums(m) > 0, colSums(m) > 0)) {
    c2 <- chisq.test(m, correct = FALSE); E <- c2$expected; df <- (r - 1) * (k - 1)
    put("table_pearson", input, c(c2$statistic, df, pchisq(c2$statistic, df, lower.tail = FALSE)), "chisq.test(m,correct=FALSE)")
    g <- 2 * sum(ifelse(m > 0, m * log(m / E), 0))
    # The sum of nearly cancelling terms: only where it keeps its digits.
    if (g > 1e-3) put("table_likelihood_ratio", input, c(g, df, pchisq(g, df, lower.tail = FALSE)), "2 sum(O log(O/E))", own)
    put("table_residuals", input, t(c2$stdres), "chisq.test(m)$stdres")
    put("table_cramers_v", input, sqrt(c2$statistic / N / min(r - 1, k - 1)), "sqrt(X2/N/min(r-1,k-1))", own)
  } else for (method in c("table_pearson", "table_likelihood_ratio", "table_residuals", "table_cramers_v"))
    put(method, input, NA, "empty margin", own)
  scores <- list(seq_len(r), c(0, 1, 3, 7, 9, 11, 12, 20)[seq_len(k)])
  if (N < 1e5) {
    row <- factor(rep(rep(seq_len(r), k), m), levels = seq_len(r)); col <- factor(rep(rep(seq_len(k), each = r), m), levels = seq_len(k))
    a <- scores[[1]][row]; b <- scores[[2]][col]; x <- (N - 1) * cor(a, b)^2
    put("table_linear_by_linear", c(input, unlist(scores)), c(x, pchisq(x, 1, lower.tail = FALSE)), "(N-1) cor(a,b)^2", own)
    if (all(rowSums(m) > 0, colSums(m) > 0)) {
      l <- lbl_test(table(row, col), scores = setNames(scores, c("row", "col")))
      put("table_linear_by_linear", c(input, unlist(scores)), c(statistic(l)^2, pchisq(statistic(l)^2, 1, lower.tail = FALSE)), "statistic(lbl_test)^2", package("coin"))
      # Jonckheere-Terpstra: pairs counted one by one; its variance as that of a permutation
      # statistic by independence_test-like moments is checked by enumeration below.
      i <- as.integer(row); y <- as.integer(col); d <- outer(y, y, function(u, v) (u < v) + (u == v) / 2)
      J <- sum(d[outer(i, i, "<")]); n <- rowSums(m); t. <- colSums(m)
      f <- function(x) sum(x * (x - 1) * (2 * x + 5)); g2 <- function(x) sum(x * (x - 1)); g3 <- function(x) sum(x * (x - 1) * (x - 2))
      v <- (f(N) - f(n) - f(t.)) / 72 + (if (N > 2) g3(n) * g3(t.) / 36 / N / (N - 1) / (N - 2) else 0) + g2(n) * g2(t.) / 8 / N / (N - 1)
      z <- (J - (N^2 - sum(n^2)) / 4) / sqrt(v)
      put("table_jonckheere_terpstra", input, c(z, 2 * pnorm(-abs(z))), "Hollander and Wolfe 1999, 6.19", own)
      if (r == 2) { # With two rows it is the Mann-Whitney test.
        w <- wilcox_test(y ~ factor(i, levels = 2:1)); zw <- statistic(w)
        put("table_jonckheere_terpstra", input, c(zw, 2 * pnorm(-abs(zw))), "statistic(wilcox_test(y~row))", package("coin"))
      }
    }
  }
}
# The variance of J from all permutations of a small sample: z must be (J - mean)/sd of them.
y <- c(1, 1, 2, 2, 3, 3, 3); i <- c(1, 1, 2, 2, 2, 3, 3)
J <- function(y) sum(outer(y, y, function(u, v) (u < v) + (u == v) / 2)[outer(i, i, "<")])
permutations <- function(v) if (length(v) == 1) matrix(v) else do.call(rbind, lapply(seq_along(v), function(k) cbind(v[k], permutations(v[-k]))))
all <- apply(permutations(seq_along(y)), 1, function(o) J(y[o]))
z <- (J(y) - mean(all)) / sqrt(mean((all - mean(all))^2))
put("table_jonckheere_terpstra", c(3, 3, t(table(i, y))), c(z, 2 * pnorm(-abs(z))), "mean and variance over all permutations", own)
close(file)
