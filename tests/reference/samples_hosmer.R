# The Hosmer-Lemeshow test after fits to whole numbers, whose predictions are tied:
# 300 random designs. Ranges are those of ResourceSelection::hoslem.test,
# unique(quantile(p, 0:g / g)), upper limits included; it takes the ranges for groups, and
# so does this; a range with nobody in it adds nothing to the sum.
source("samples_emit.R")
set.seed(20251130)
# Newton's method, to the last bit. NULL where the estimates grow without end.
fitted_risks <- function(X, y) {
  b <- rep(0, ncol(X))
  for (i in 1:60) {
    w <- plogis(drop(X %*% b)); information <- crossprod(X * sqrt(w * (1 - w)))
    if (rcond(information) < 1e-12) return(NULL)
    d <- solve(information, crossprod(X, y - w))
    b <- b + drop(d)
    if (max(abs(d)) < 1e-13) break
    if (max(abs(b)) > 30) return(NULL)
  }
  stopifnot(max(abs(d)) < 1e-9)
  # One risk for each row of numbers that differs, so that equal rows are equal to the last bit.
  key <- apply(X, 1, paste, collapse = " "); first <- which(!duplicated(key))
  plogis(drop(X[first, , drop = FALSE] %*% b))[match(key, key[first])]
}
made <- 0
while (made < 300) {
  n <- sample(20:140, 1)
  columns <- lapply(seq_len(sample(3, 1)), function(j) switch(sample(4, 1),
    sample(2:6, n, TRUE), sample(0:1, n, TRUE), rpois(n, 2), sample(20:44, n, TRUE)))
  x <- do.call(cbind, columns)
  if (any(apply(x, 2, function(v) length(unique(v))) < 2)) next
  y <- rbinom(n, 1, plogis(drop(scale(x) %*% rnorm(ncol(x), 0, 0.7)) + rnorm(1, 0, 0.5)))
  groups <- sample(c(4, 5, 8, 10, 10, 10), 1)
  p <- fitted_risks(cbind(1, x), y)
  if (is.null(p)) next
  limits <- unique(quantile(p, 0:groups / groups, names = FALSE))
  if (length(limits) - 1 < 3) next
  group <- cut(p, limits, include.lowest = TRUE)
  o <- tapply(y, group, sum); e <- tapply(p, group, sum); m <- tapply(p, group, length)
  chi <- sum((o - e)^2 / e + (o - e)^2 / (m - e), na.rm = TRUE)
  df <- length(limits) - 1 - 2
  if (length(limits) - 1 < groups) made <- made + 1 else if (runif(1) < 0.8) next else made <- made + 1
  emit("hosmer_lemeshow_of_fit", "glm(y ~ x, binomial); cut(p, unique(quantile(p, 0:g / g)), include.lowest)", "own",
       c(list(y = y, groups = groups), setNames(columns, paste0("x", seq_along(columns)))),
       list(statistic = chi, df = df, p = pchisq(chi, df, lower.tail = FALSE)),
       tolerance = 1e-8, reason = "both fits end within the root of a double's precision of the maximum")
}
finish("samples_hosmer.csv")
