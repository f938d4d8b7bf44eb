# Firth's fit where its penalized likelihood has several maxima: few people whom a number
# divides. Nothing here follows a path: every profile is the highest of a grid of the
# other coefficients, each peak of the grid refined, and every limit is the outermost crossing.
source("samples_emit.R")
options(warn = -1)
crit <- qchisq(0.95, 1)
# Penalized log-likelihood at each row of B (intercept first), up to a constant.
penalized <- function(B, X, y) {
  eta <- B %*% t(X); p <- ncol(X)
  w <- plogis(eta) * plogis(-eta)
  l <- drop(plogis(eta, log.p = TRUE) %*% y + plogis(-eta, log.p = TRUE) %*% (1 - y))
  I <- function(a, b) drop(w %*% (X[, a] * X[, b]))
  det <- if (p == 2) I(1, 1) * I(2, 2) - I(1, 2)^2 else
    I(1, 1) * (I(2, 2) * I(3, 3) - I(2, 3)^2) - I(1, 2) * (I(1, 2) * I(3, 3) - I(2, 3) * I(1, 3)) +
    I(1, 3) * (I(1, 2) * I(2, 3) - I(2, 2) * I(1, 3))
  ifelse(det > 0, l + log(pmax(det, 1e-300)) / 2, -Inf)
}
# Dense near 0, wide at the ends.
spread <- function(limit, n) sinh(seq(-asinh(limit), asinh(limit), length.out = n))
# The highest point with coefficient j held at v.
held <- function(j, v, X, y) {
  p <- ncol(X)
  if (p == 2) {
    at <- function(o) penalized(if (j == 1) cbind(v, o) else cbind(o, v), X, y)
    g <- if (j == 2) sort(unique(c(spread(30, 601), -v * seq(min(X[, 2]) - 1, max(X[, 2]) + 1, length.out = 900)))) else {
      # Where v + b x = 0 at each x, beside an even grid.
      around <- outer(seq(0.2, 3, length.out = 60), -v / X[abs(X[, 2]) > 1e-9, 2])
      sort(unique(c(spread(400, 2401), around)))
    }
    f <- at(g)
    peaks <- which(c(FALSE, diff(f) >= 0) & c(diff(f) <= 0, FALSE) & f > max(f) - 3)
    max(sapply(peaks, function(i)
      optimize(at, g[c(max(1, i - 1), min(length(g), i + 1))], maximum = TRUE, tol = 1e-11)$objective))
  } else {
    full <- function(o) { B <- matrix(0, nrow(o), 3); B[, j] <- v; B[, -j] <- o; B }
    m <- 61; g <- as.matrix(expand.grid(spread(25, m), spread(25, m)))
    f <- matrix(penalized(full(g), X, y), m); wide <- matrix(-Inf, m + 2, m + 2); wide[1 + 1:m, 1 + 1:m] <- f
    around <- lapply(list(c(0, 1), c(2, 1), c(1, 0), c(1, 2), c(0, 0), c(2, 2), c(0, 2), c(2, 0)), function(d) wide[d[1] + 1:m, d[2] + 1:m])
    starts <- which(f >= do.call(pmax, around) & f > max(f) - 3)
    max(sapply(starts, function(i) {
      o <- list(par = g[i, ])
      for (method in c("Nelder-Mead", "BFGS")) o <- optim(o$par, function(b) min(1e10, -penalized(full(matrix(b, 1)), X, y)),
        method = method, control = list(reltol = 1e-15, maxit = 2000))
      -o$value
    }))
  }
}
one <- function(x, y, call) {
  x <- as.matrix(x)
  # The intercept of standardized columns would be another coefficient; the slopes are only scaled.
  middle <- colMeans(x); scale <- apply(x, 2, function(v) sqrt(mean((v - mean(v))^2)))
  X <- cbind(1, sweep(sweep(x, 2, middle), 2, scale, "/"))
  js <- 2:ncol(X); fine <- if (ncol(X) == 2) 241 else 61
  found <- sapply(js, function(j) {
    f <- function(v) held(j, v, X, y)
    grid <- spread(if (ncol(X) == 2) 300 else 60, fine); values <- sapply(grid, f)
    peaks <- which(c(FALSE, diff(values) >= 0) & c(diff(values) <= 0, FALSE) & values > max(values) - 1)
    tops <- lapply(peaks, function(i) optimize(f, grid[c(i - 1, i + 1)], maximum = TRUE, tol = 1e-10))
    top <- tops[[which.max(sapply(tops, `[[`, "objective"))]]
    deviance <- function(v) 2 * (top$objective - f(v)) - crit
    inside <- range(which(2 * (max(values, top$objective) - values) < crit))
    # A limit beyond the grid is none to compare with.
    if (inside[1] == 1 || inside[2] == fine) return(rep(NA, 4))
    # Between the grid's points, where the profile could come up once more.
    outer <- function(i, side) {
      between <- seq(grid[i], grid[i + side], length.out = if (ncol(X) == 2) 5 else 3)
      last <- max(which(sapply(between, deviance) < 0))
      uniroot(deviance, sort(between[last + 0:1]), tol = 1e-13, maxiter = 500)$root
    }
    c(top$maximum, outer(inside[1], -1), outer(inside[2], 1), max(0, 2 * (top$objective - f(0))))
  })
  if (anyNA(found)) return(invisible())
  s <- scale
  inputs <- c(list(y = y, p = ncol(X)), setNames(lapply(seq_len(ncol(x)), function(i) x[, i]), paste0("x", seq_len(ncol(x)))),
              list(keep = js))
  emit("firth", call, "own", inputs,
       list(coef = found[1, ] / s, lower = found[2, ] / s, upper = found[3, ] / s, lr = found[4, ]),
       tolerance = 2e-6, reason = "a maximum found without its slope is known to the root of a double's precision")
}
one(c(99998.549679, 100000.341996, 99999.862303, 100000.809645, 99999.841637, 99999.095409,
      99999.379955, 99999.425167, 99998.881547, 99998.619603, 100002.378816, 100000.571455),
    c(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1), "highest of a grid of intercepts, outermost crossing")
set.seed(20251129)
for (i in 1:36) {
  n <- sample(6:24, 1)
  x <- switch(1 + i %% 5, round(rnorm(n), 3), round(rexp(n), 2), round(rt(n, 2), 3), sample(18:45, n, TRUE), round(exp(rnorm(n, 0, 1.5)), 2))
  cut <- sort(x)[sample(2:(n - 1), 1)]
  y <- as.numeric(x > cut)
  # Divided by all, by all but those at the border, or by all but one.
  if (i %% 3 == 1) y[x == cut] <- rep_len(0:1, sum(x == cut))
  if (i %% 3 == 2) { k <- sample(n, 1); y[k] <- 1 - y[k] }
  if (length(unique(y)) == 1) y[which.max(x)] <- 1 - y[which.max(x)]
  one(x, y, "highest of a grid of intercepts, outermost crossing")
}
for (i in 1:4) {
  n <- sample(9:16, 1)
  x <- cbind(round(rnorm(n), 2), if (i %% 2) round(rt(n, 3), 2) else sample(0:1, n, TRUE))
  s <- x[, 1] + 0.5 * x[, 2]
  y <- as.numeric(s > sort(s)[sample(3:(n - 2), 1)])
  one(x, y, "highest of a grid of the two others, outermost crossing")
}
finish("samples_firth.csv")
