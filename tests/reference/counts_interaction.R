# The interaction of two fourfold tables on three scales, and whether risk differences of
# several tables differ, by R. Run from this folder by regenerate.sh.
options(warn = -1)
file <- file("counts_interaction.csv", "w")
number <- function(x) ifelse(is.nan(x) | is.na(x), "undefined", sprintf("%.17g", x))
put <- function(method, input, expected, source)
  cat(method, ",", paste(sprintf("%.17g", input), collapse = " "), ",",
      paste(number(expected), collapse = " "), ",\"", source, "\"\n", sep = "", file = file)
cat("method,input,expected,source\n", file = file)

# The saturated model of births of treated (t) and untreated women with (a) and without an
# abnormality: its last coefficient is the interaction, with Wald's interval and test. It starts
# at its solution, so that the standard error is that of the solution and not of the step before.
links <- list(additive = "identity", risk_ratios = "log", odds_ratios = "logit")
interaction <- function(cells, link) {
  m <- matrix(as.double(cells), 4, 2, byrow = TRUE)
  if (any(m == 0)) return(NA)
  d <- data.frame(a = c(1, 1, 0, 0), t = c(1, 0, 1, 0)); risk <- m[, 1] / rowSums(m)
  family <- binomial(link); eta <- family$linkfun(risk)
  start <- solve(model.matrix(~ a * t, d), eta)
  fit <- glm(m ~ a * t, data = d, family = family, start = start, control = glm.control(epsilon = 1e-15, maxit = 1))
  found <- summary(fit)$coefficients["a:t", ]
  limits <- found[["Estimate"]] + c(-1, 1) * qnorm(0.975) * found[["Std. Error"]]
  value <- c(found[["Estimate"]], limits)
  if (link != "identity") value <- exp(value)
  # The same by the delta method, as Altman and Bland write it: the variances of two estimates add up.
  x <- m[, 1]; n <- rowSums(m)
  v <- switch(link, identity = risk * (1 - risk) / n, log = 1 / x - 1 / n, logit = 1 / x + 1 / (n - x))
  stopifnot(abs(sqrt(sum(v)) / found[["Std. Error"]] - 1) < 1e-9)
  c(value, found[["z value"]], found[["Pr(>|z|)"]])
}
call <- function(link) paste0(
  "glm(cbind(births,others)~abnormal*treated,family=binomial('", link,
  "'),start=its solution): coefficient abnormal:treated with qnorm limits and summary(); undefined with a count of 0; stats ", getRversion())
tables <- list(
  c(83, 17, 40, 25, 93, 22, 60, 12), c(30, 10, 20, 20, 32, 10, 21, 20), c(1, 1, 1, 1, 1, 1, 1, 1),
  c(163, 34, 20, 16, 12, 3, 217, 52), c(1e6, 5e5, 9e5, 6e5, 30, 20, 10, 40), c(5, 5, 2, 8, 0, 3, 3, 4),
  c(6, 0, 2, 8, 4, 3, 3, 4), c(6, 2, 2, 8, 4, 3, 3, 0), c(0, 7, 0, 8, 4, 3, 3, 1))
set.seed(20261130)
for (i in seq_len(400)) {
  n <- round(exp(runif(4, log(6), log(if (i %% 4 == 0) 2000 else 60)))); x <- rbinom(4, n, runif(4, 0.05, 0.97))
  tables[[length(tables) + 1]] <- as.vector(rbind(x, n - x))
}
# Groups of nobody.
tables <- c(tables, list(c(5, 5, 0, 0, 4, 3, 3, 4), c(5, 5, 3, 3, 0, 0, 3, 4)))
for (cells in tables) for (name in names(links)) {
  found <- interaction(cells, links[[name]])
  # Where both effects are equal, rounding alone is left of their difference.
  if (length(found) > 1 && abs(found[4]) < 1e-9) next
  put(paste0("interaction_", name), cells, found, call(links[[name]]))
}

# Whether the risk differences of two to eight subgroups (s) differ: Wald's test that all interactions
# of the saturated linear model are 0.
call <- paste0(
  "glm(cbind(births,others)~subgroup*treated,family=binomial('identity'),start=its solution): Wald chi-square of the interactions b'V^-1b from coef and vcov; undefined with a count of 0; stats ", getRversion())
subgroups <- function(cells) {
  m <- matrix(cells, ncol = 2, byrow = TRUE); k <- nrow(m) / 2
  if (any(m == 0)) return(NA)
  d <- data.frame(s = factor(rep(seq_len(k), each = 2)), t = rep(1:0, k)); risk <- m[, 1] / rowSums(m)
  start <- solve(model.matrix(~ s * t, d), risk)
  fit <- glm(m ~ s * t, data = d, family = binomial("identity"), start = start, control = glm.control(epsilon = 1e-15, maxit = 1))
  at <- grep(":t", names(coef(fit)), fixed = TRUE); b <- coef(fit)[at]; q <- sum(b * solve(vcov(fit)[at, at], b))
  # The same as Cochran's Q: squared distances from the mean of the differences, weighted by inverse variances.
  v <- colSums(matrix(risk * (1 - risk) / rowSums(m), 2)); e <- risk[d$t == 1] - risk[d$t == 0]
  stopifnot(abs(sum((e - weighted.mean(e, 1 / v))^2 / v) - q) < 1e-9 * (1 + q))
  # With two subgroups it is the square of the z of the interaction.
  if (k == 2) stopifnot(abs(interaction(cells, "identity")[4]^2 - q) < 1e-9 * (1 + q))
  c(q, k - 1, pchisq(q, k - 1, lower.tail = FALSE))
}
for (i in seq_len(150)) {
  k <- sample(2:8, 1); n <- round(exp(runif(2 * k, log(if (i %% 3 == 0) 3 else 8), log(150)))); x <- rbinom(2 * k, n, runif(2 * k, 0.15, 0.9))
  cells <- as.vector(rbind(x, n - x))
  put("interaction_subgroups", cells, subgroups(cells), call)
}
close(file)
