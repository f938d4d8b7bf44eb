# Adjusted risk ratios and risk differences of 230 generated data sets: modified Poisson
# regression and g-computation, in base R. Run from this folder by regenerate.sh.
source("samples_emit.R")
z <- qnorm(0.975)
# glm's own standard errors have the weights of the step before the last: the covariance is
# written out at the coefficients.
risks <- function(y, X) {
  inputs <- c(list(y = y, p = ncol(X) + 1), setNames(lapply(seq_len(ncol(X)), function(j) X[, j]), paste0("x", seq_len(ncol(X)))))
  M <- cbind(1, X); control <- glm.control(epsilon = 1e-15, maxit = 200)
  fit <- glm.fit(M, y, family = poisson(), control = control, start = c(log(mean(y)), rep(0, ncol(X))))
  b <- fit$coefficients; mu <- exp(drop(M %*% b)); A <- solve(crossprod(M * sqrt(mu))); V <- A %*% crossprod(M * (y - mu)) %*% A
  se <- sqrt(diag(V))[-1]
  # HC0 of package sandwich, wherever it is installed.
  if (requireNamespace("sandwich", quietly = TRUE)) {
    other <- glm(y ~ X, family = poisson(), control = control)
    stopifnot(abs(sqrt(diag(sandwich::vcovHC(other, type = "HC0")))[-1] / se - 1) < 1e-6)
  }
  poisson <- list(rr = exp(b[-1]), lower = exp(b[-1] - z * se), upper = exp(b[-1] + z * se), se = se, above = sum(mu > 1))
  fit <- glm.fit(M, y, family = binomial(), control = control)
  b <- fit$coefficients; p <- plogis(drop(M %*% b)); V <- solve(crossprod(M * sqrt(p * (1 - p))))
  at <- function(value) { M[, 2] <- value; p <- plogis(drop(M %*% b)); list(risk = mean(p), gradient = colMeans(M * (p * (1 - p)))) }
  one <- at(1); zero <- at(0)
  length_of <- function(g) sqrt(drop(g %*% V %*% g))
  difference <- one$risk - zero$risk; se <- length_of(one$gradient - zero$gradient)
  ratio <- one$risk / zero$risk; ln_se <- length_of(one$gradient / one$risk - zero$gradient / zero$risk)
  emit("adjusted_risks",
       "modified Poisson: glm.fit(cbind(1,X),y,family=poisson()), sandwich A^-1 B A^-1 with A=X'diag(mu)X and B=X'diag((y-mu)^2)X at its coefficients; g-computation: glm.fit(cbind(1,X),y,family=binomial()), mean of plogis with x1=1 and with x1=0, delta method with (X'diag(p(1-p))X)^-1 at its coefficients",
       "own", inputs, c(poisson, list(risks = c(one$risk, zero$risk), difference = c(difference, difference + c(-1, 1) * z * se), ratio = c(ratio, ratio * exp(c(-1, 1) * z * ln_se)))))
}
set.seed(20261130)
made <- 0
while (made < 230) {
  n <- sample(30:80, 1); k <- sample(1:4, 1)
  X <- cbind(rbinom(n, 1, runif(1, 0.25, 0.75)), round(rnorm(n, 34, 4.5)), 2 + rbinom(n, 4, 0.3), round(exp(rnorm(n, 3.1, 0.16))))[, seq_len(k), drop = FALSE]
  eta <- runif(1, -0.5, 1.5) + runif(1, -0.8, 0.8) * X[, 1] - if (k > 1) 0.05 * (X[, 2] - 34) else 0
  y <- rbinom(n, 1, plogis(eta))
  # Both outcomes with and without the exposure, and no separation: predictions away from 0 and 1.
  if (any(table(factor(y, 0:1), factor(X[, 1], 0:1)) < 2) || qr(cbind(1, X))$rank <= k) next
  p <- suppressWarnings(glm.fit(cbind(1, X), y, family = binomial()))$fitted.values
  if (any(p < 1e-4 | p > 1 - 1e-4)) next
  made <- made + 1
  risks(y, X)
}
finish("samples_risks.csv")
