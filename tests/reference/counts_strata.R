# Mantel-Haenszel, Breslow-Day and adjusted p-values, by R. Run from this folder by regenerate.sh.
suppressMessages(library(metafor))
options(warn = -1)
file <- file("counts_strata.csv", "w")
number <- function(x) ifelse(is.nan(x) | is.na(x), "undefined", sprintf("%.17g", x))
put <- function(method, input, expected, call, source = paste("stats", getRversion()))
  cat(method, ",", paste(sprintf("%.17g", input), collapse = " "), ",",
      paste(number(expected), collapse = " "), ",\"", call, "; ", source, "\"\n", sep = "", file = file)
cat("method,input,expected,source\n", file = file)
strata <- list(
  c(512, 313, 89, 19, 353, 207, 17, 8, 120, 205, 202, 391, 138, 279, 131, 244, 53, 138, 94, 299, 22, 351, 24, 317),
  c(4, 119, 11, 128, 6, 300, 29, 274, 3, 228, 11, 209, 62, 13536, 248, 12619, 33, 5036, 47, 5761, 180, 1361, 372, 1079, 8, 2537, 10, 619),
  c(1, 9, 0, 10, 3, 7, 1, 9),
  c(5, 5, 2, 8, 0, 0, 3, 4, 6, 4, 5, 5),
  c(10, 0, 5, 5, 8, 2, 4, 6),
  c(144, 83, 134, 43, 50, 20, 40, 35),
  c(0, 4, 0, 5, 3, 4, 2, 9, 1, 1, 1, 0),
  c(1000000, 500000, 900000, 600000, 30, 20, 10, 40))
for (s in strata) {
  k <- length(s) / 4; m <- matrix(as.double(s), k, 4, byrow = TRUE)
  a <- array(0, c(2, 2, k)); for (i in seq_len(k)) a[, , i] <- matrix(m[i, ], 2, byrow = TRUE)
  whole <- rowSums(m) > 1
  t <- mantelhaen.test(a[, , whole, drop = FALSE] + 0, correct = FALSE)
  put("mh_odds_ratio", s, c(t$estimate, t$conf.int), "mantelhaen.test(table,correct=FALSE)")
  put("mh_uncorrected", s, c(t$statistic, pchisq(t$statistic, 1, lower.tail = FALSE)), "mantelhaen.test(table,correct=FALSE)")
  t <- mantelhaen.test(a[, , whole, drop = FALSE] + 0, correct = TRUE)
  put("mh_corrected", s, c(t$statistic, pchisq(t$statistic, 1, lower.tail = FALSE)), "mantelhaen.test(table,correct=TRUE)")
  rma <- function(measure) rma.mh(ai = m[, 1], bi = m[, 2], ci = m[, 3], di = m[, 4], measure = measure, correct = FALSE, drop00 = TRUE)
  r <- rma("RR")
  put("mh_risk_ratio", s, exp(c(r$beta, r$ci.lb, r$ci.ub)), "rma.mh(measure='RR')", paste("metafor", packageVersion("metafor")))
  r <- rma("OR")
  # Degrees of freedom: the strata with two groups, events and non-events.
  says <- rowSums(m[, 1:2]) > 0 & rowSums(m[, 3:4]) > 0 & m[, 1] + m[, 3] > 0 & m[, 2] + m[, 4] > 0
  df <- sum(says) - 1
  put("breslow_day", s, c(r$BD, pchisq(r$BD, df, lower.tail = FALSE)), "rma.mh(measure='OR')$BD", paste("metafor", packageVersion("metafor")))
  put("tarone", s, c(r$TA, pchisq(r$TA, df, lower.tail = FALSE)), "rma.mh(measure='OR')$TA", paste("metafor", packageVersion("metafor")))
}
# Few people: a difference below one half is not corrected, empty cells are many.
set.seed(20251130)
made <- 0
while (made < 150) {
  k <- sample(2:4, 1); m <- matrix(sample(c(0, 0:7), 4 * k, TRUE), k, 4, byrow = TRUE)
  informs <- m[, 1] + m[, 2] > 0 & m[, 3] + m[, 4] > 0 & m[, 1] + m[, 3] > 0 & m[, 2] + m[, 4] > 0
  if (!any(informs) || sum(rowSums(m) > 1) < 2) next
  made <- made + 1
  s <- as.vector(t(m)); whole <- rowSums(m) > 1
  a <- array(0, c(2, 2, k)); for (i in seq_len(k)) a[, , i] <- matrix(m[i, ], 2, byrow = TRUE)
  for (correct in c(FALSE, TRUE)) {
    t <- mantelhaen.test(a[, , whole, drop = FALSE], correct = correct)
    put(if (correct) "mh_corrected" else "mh_uncorrected", s, c(t$statistic, pchisq(t$statistic, 1, lower.tail = FALSE)),
        paste0("mantelhaen.test(table,correct=", correct, ")"))
  }
  if (all(is.finite(t$conf.int)) && t$estimate > 0) put("mh_odds_ratio", s, c(t$estimate, t$conf.int), "mantelhaen.test(table,correct=FALSE)")
}
for (p in list(c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1),
               c(0.01, 0.04, 0.03, 0.005), c(0.5), c(0.2, 0.2, 0.2), c(1, 1), c(0, 0.5, 1), c(0.05, 1e-30, 0.02, 0.02, 0.9, 0.011)))
  for (method in c("bonferroni", "holm", "hochberg", "BH"))
    put(paste0("adjust_", method), p, p.adjust(p, method), paste0("p.adjust(p,'", method, "')"))
close(file)
