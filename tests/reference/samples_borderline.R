# How likely a repeat is on the other side of its cut-off: the closed form, the exact
# orthant probabilities of three correlated ratios, and a simulation with a million draws.
source("samples_emit.R")
suppressMessages(library(mvtnorm))

cutoff <- c(nk_percent = 16.1, nk_cyto_50 = 34.3, nk_cyto_25 = 23.8, nk_cyto_12_5 = 9.6, th1_th2_ratio = 36.2)

# --- one value ---
for (quantity in names(cutoff)) for (factor in c(0.5, 0.8, 0.95, 0.999, 1, 1.001, 1.05, 1.3, 2)) {
  for (cv in c(0.02, 0.08, 0.15, 0.4)) for (n in c(1, 3)) {
    x <- cutoff[[quantity]] * factor; c <- cutoff[[quantity]]; wide <- sqrt(1 + 1 / n)
    p <- if (quantity == "th1_th2_ratio") {
      pnorm(log(c), log(x), sqrt(log(1 + cv^2)) * wide, lower.tail = FALSE)
    } else pnorm(c, x, cv * x * wide, lower.tail = FALSE)
    emit("above", "pnorm(c, x, cv * x * sqrt(1 + 1 / n), lower.tail = FALSE); the ratio by its logarithm", "stats",
         list(quantity = quantity, value = x, cutoff = c, cv = cv, n = n), list(above = p))
  }
}

# --- the rules over three ratios ---
set.seed(20251)
ratios <- c("nk_cyto_50", "nk_cyto_25", "nk_cyto_12_5")
draws <- 1e6
z <- matrix(rnorm(4 * draws), ncol = 4)
above_all <- function(mean, sd, corr, at) {
  if (length(at) == 0) return(1)
  if (length(at) == 1) return(pnorm(cutoff[ratios][at], mean[at], sd[at], lower.tail = FALSE)[[1]])
  pmvnorm(lower = cutoff[ratios][at], upper = Inf, mean = mean[at], sigma = corr[at, at] * outer(sd[at], sd[at]),
          algorithm = TVPACK(abseps = 1e-14))[1]
}
shapes <- list(c(1.05, 0.95, 0.9), c(0.97, 0.97, 0.97), c(1.02, 1.02, 1.02), c(1.2, 0.99, 0.8), c(0.9, 1.01, 1.1),
               c(0.6, 0.7, 0.98), c(1.4, 1.3, 1.2))
for (shape in shapes) for (cv in c(0.05, 0.12, 0.25)) for (rho in c(0, 0.3, 0.5, 0.9, 0.95)) {
  mean <- cutoff[ratios] * shape; sd <- cv * mean * sqrt(2)
  corr <- matrix(rho, 3, 3); diag(corr) <- 1
  one <- sum(sapply(1:3, function(i) above_all(mean, sd, corr, i)))
  two <- sum(sapply(list(c(1, 2), c(1, 3), c(2, 3)), function(at) above_all(mean, sd, corr, at)))
  three <- above_all(mean, sd, corr, 1:3)
  high <- c(any = one - two + three, all = three, ratio_25_only = above_all(mean, sd, corr, 2), two_of_three = two - 2 * three)
  drawn <- sapply(1:3, function(i) mean[i] + sd[i] * (sqrt(rho) * z[, 4] + sqrt(1 - rho) * z[, i]) > cutoff[ratios][i])
  count <- rowSums(drawn)
  simulated <- c(any = mean(count >= 1), all = mean(count == 3), ratio_25_only = mean(drawn[, 2]), two_of_three = mean(count >= 2))
  for (rule in names(high)) {
    emit("rule_high", "pmvnorm(lower = c, mean = x, sigma, algorithm = TVPACK(abseps = 1e-14))", "mvtnorm",
         list(rule = rule, values = mean, cutoffs = cutoff[ratios], cv = cv, correlation = rho), list(high = high[[rule]]))
    emit("rule_simulated", "mean(count >= n) over 1e6 draws of rnorm", "stats",
         list(rule = rule, values = mean, cutoffs = cutoff[ratios], cv = cv, correlation = rho),
         list(high = simulated[[rule]]), tolerance = 0.003,
         reason = "a share of 1e6 draws has a standard error of at most 0.0005; compared absolutely")
  }
}
finish("samples_borderline.csv")
