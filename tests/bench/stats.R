# One workload of the benchmark in R: Rscript stats.R NAME FILE.
# Prints the seconds for the whole workload and the numbers that the engine must find too.
# Of the Fisher tables and of the refits R computes the first ones and the time is multiplied.
options(warn = -1)
arguments <- commandArgs(TRUE)
name <- arguments[1]
data <- readBin(arguments[2], "double", file.size(arguments[2]) / 8, endian = "little")
seconds <- function(expression) system.time(expression, gcFirst = TRUE)[["elapsed"]]

covariates <- c("age", "bmi", "losses", "abnormal", "ivig")
people <- function(n) setNames(as.data.frame(matrix(data[seq_len(6 * n)], n)), c("y", covariates))
formula <- y ~ age + bmi + losses + abnormal + ivig

times <- 1
if (name == "fisher") {
  tables <- matrix(data, 4)
  times <- 100000 / ncol(tables)
  elapsed <- seconds(answer <- sum(apply(tables, 2, function(v)
    fisher.test(matrix(v, 2, byrow = TRUE), conf.int = FALSE)$p.value)))
} else if (name == "refits") {
  n <- 466
  all <- people(n)
  counts <- matrix(data[-seq_len(6 * n)], n)
  samples <- lapply(seq_len(ncol(counts)), function(i) rep(seq_len(n), counts[, i]))
  times <- 2000 / length(samples)
  elapsed <- seconds(answer <- sum(sapply(samples, function(i)
    coef(glm(formula, binomial, all[i, ], control = list(epsilon = 1e-12)))[2])))
  # The accuracy that the engine has; the time is that of R's own default.
  elapsed <- seconds(for (i in samples) glm(formula, binomial, all[i, ]))
} else if (name == "logistic") {
  all <- people(1000000)
  elapsed <- seconds(answer <- coef(glm(formula, binomial, all)))
} else if (name == "mann-whitney") {
  one <- data[1:500000]; other <- data[500001:1000000]
  elapsed <- seconds(test <- wilcox.test(one, other))
  answer <- c(test$statistic, test$p.value)
} else if (name == "trend") {
  suppressMessages(library(coin))
  groups <- matrix(data, 3)
  score <- rep(groups[1, ], groups[3, ])
  event <- unlist(apply(groups, 2, function(v) rep(1:0, c(v[2], v[3] - v[2]))))
  elapsed <- seconds(answer <- pvalue(oneway_test(score ~ factor(event, levels = 1:0), distribution = "exact")))
} else {
  tables <- lapply(split(data, rep(seq_len(length(data) / 16), each = 16)), matrix, nrow = 2, byrow = TRUE)
  elapsed <- seconds(answer <- sapply(tables, function(m) fisher.test(m, workspace = 2e8)$p.value))
}
cat(sprintf("%.17g", c(elapsed * times, answer)), "\n")
