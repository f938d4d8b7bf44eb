# 10,000 random fourfold tables with what R finds in them, into the file that is named as argument.
# Total 2 to about 3,000, so that empty rows, single patients and p-values below 1e-200 occur.
options(warn = -1)
file <- file(commandArgs(TRUE)[1], "w")
set.seed(2026)
cat("a,b,c,d,minimum_likelihood,greater,less,pearson,yates,cp_lower,cp_upper,wilson_lower,wilson_upper\n", file = file)
for (i in 1:10000) {
  n1 <- ceiling(exp(runif(1, 0, log(1500)))); n2 <- ceiling(exp(runif(1, 0, log(1500))))
  p <- rbeta(2, 0.7, 0.7)
  a <- rbinom(1, n1, p[1]); c. <- rbinom(1, n2, if (runif(1) < 0.5) p[1] else p[2])
  m <- matrix(c(a, n1 - a, c., n2 - c.), 2, byrow = TRUE); e <- a + c.
  x <- if (e > 0 && e < n1 + n2) chisq.test(m, correct = FALSE)$statistic else NA
  y <- if (e > 0 && e < n1 + n2) chisq.test(m)$p.value else NA
  w <- prop.test(a, n1, correct = FALSE)$conf.int; if (a == 0) w[1] <- 0; if (a == n1) w[2] <- 1
  v <- c(a, n1 - a, c., n2 - c., fisher.test(m)$p.value, fisher.test(m, alternative = "greater")$p.value,
         fisher.test(m, alternative = "less")$p.value, pchisq(x, 1, lower.tail = FALSE), y,
         if (a == 0) 0 else qbeta(0.025, a, n1 - a + 1), if (a == n1) 1 else qbeta(0.025, a + 1, n1 - a, lower.tail = FALSE), w)
  cat(paste(ifelse(is.na(v), "undefined", sprintf("%.17g", v)), collapse = ","), "\n", sep = "", file = file)
}
close(file)
