source("samples_emit.R")
suppressMessages({library(MASS); library(brglm2); library(pROC)})
# Newton's method, to the last bit.
fit_ml <- function(X, y, fixed = NULL, value = 0, start = rep(0, ncol(X))) {
  b <- start; free <- setdiff(seq_len(ncol(X)), fixed)
  if (!is.null(fixed)) b[fixed] <- value
  for (i in 1:100) {
    mu <- plogis(drop(X %*% b))
    d <- solve(crossprod(X[, free, drop = FALSE] * sqrt(mu * (1 - mu))), crossprod(X[, free, drop = FALSE], y - mu))
    ll <- function(b) sum(dbinom(y, 1, plogis(drop(X %*% b)), log = TRUE))
    s <- 1
    while (ll({nb <- b; nb[free] <- b[free] + s * drop(d); nb}) < ll(b) - 1e-9 && s > 1e-6) s <- s / 2
    b[free] <- b[free] + s * drop(d)
    if (max(abs(d)) < 1e-13) break
  }
  list(b = b, l = sum(dbinom(y, 1, plogis(drop(X %*% b)), log = TRUE)))
}
# Firth: the penalized likelihood, maximized by scoring with hat values from QR.
fit_firth <- function(X, y, fixed = NULL, value = 0, start = rep(0, ncol(X))) {
  b <- start; free <- setdiff(seq_len(ncol(X)), fixed)
  if (!is.null(fixed)) b[fixed] <- value
  pl <- function(b) { p <- plogis(drop(X %*% b)); sum(dbinom(y, 1, p, log = TRUE)) + sum(log(abs(diag(qr.R(qr(X * sqrt(p * (1 - p)))))))) }
  for (i in 1:5000) {
    p <- plogis(drop(X %*% b)); w <- p * (1 - p)
    h <- rowSums(qr.Q(qr(X * sqrt(w)))^2)
    u <- crossprod(X, y - p + h * (0.5 - p))[free]
    d <- solve(crossprod(X[, free, drop = FALSE] * sqrt(w)), u)
    s <- min(1, 3 / max(abs(d)))
    while (pl({nb <- b; nb[free] <- b[free] + s * d; nb}) < pl(b) - 1e-9 && s > 1e-6) s <- s / 2
    b[free] <- b[free] + s * d
    if (max(abs(d)) < 1e-14) break
  }
  list(b = b, l = pl(b), V = solve(crossprod(X * sqrt(w))))
}
# glm's own vcov has the weights of the step before the last: eight digits.
se_at <- function(X, p) sqrt(diag(solve(crossprod(X * sqrt(p * (1 - p))))))
roots <- function(f, at, se, crit) {
  g <- function(v) 2 * (f$peak - f$at(v)) - crit
  side <- function(s) {
    step <- se; a <- at; b <- at + s * step
    while (g(b) < 0) { a <- b; step <- 2 * step; b <- b + s * step }
    uniroot(g, sort(c(a, b)), tol = 1e-15, maxiter = 1000)$root
  }
  c(side(-1), side(1))
}
bw <- birthwt
data(endometrial, package = "brglm2"); data(aSAH, package = "pROC")
asah <- aSAH
mk <- function(y, ...) list(y = as.numeric(y), X = data.frame(...))
models <- list(
  birthwt = mk(bw$low, age = bw$age, lwt = bw$lwt, smoke = bw$smoke, ht = bw$ht, ui = bw$ui),
  birthwt_race = mk(bw$low, age = bw$age, lwt = bw$lwt, black = as.numeric(bw$race == 2), other = as.numeric(bw$race == 3), smoke = bw$smoke, ptl = bw$ptl),
  mtcars = mk(mtcars$am, wt = mtcars$wt),
  mtcars2 = mk(mtcars$vs, mpg = mtcars$mpg, am = mtcars$am),
  asah = mk(asah$outcome == "Poor", age = asah$age, s100b = asah$s100b, ndka = asah$ndka),
  pima = mk(Pima.tr$type == "Yes", npreg = Pima.tr$npreg, glu = Pima.tr$glu, bp = Pima.tr$bp, skin = Pima.tr$skin, bmi = Pima.tr$bmi, ped = Pima.tr$ped, age = Pima.tr$age),
  tea = mk(c(1, 1, 1, 0, 1, 0, 0, 0), poured = c(1, 1, 1, 1, 0, 0, 0, 0)),
  offset_year = mk(bw$low, year = 2000 + bw$age, bwtlike = 1e5 + bw$lwt),
  esoph = mk(rep(rep(1:0, nrow(esoph)), c(rbind(esoph$ncases, esoph$ncontrols))), agegp = rep(rep(as.numeric(esoph$agegp), each = 2), c(rbind(esoph$ncases, esoph$ncontrols))), alc = rep(rep(as.numeric(esoph$alcgp), each = 2), c(rbind(esoph$ncases, esoph$ncontrols)))),
  endometrial = mk(endometrial$HG, NV = endometrial$NV, PI = endometrial$PI, EH = endometrial$EH),
  endometrial_finite = mk(endometrial$HG, PI = endometrial$PI, EH = endometrial$EH),
  small = mk(c(0, 0, 1, 0, 1, 1, 0, 1, 1, 1), x = c(1, 2, 3, 3.5, 4, 4.5, 5, 6, 7, 8)),
  separated = mk(c(0, 0, 0, 0, 1, 1, 1), x = c(1, 2, 3, 4, 5, 6, 9)),
  zero_cell = mk(c(rep(0, 12), rep(1, 5), rep(1, 7)), x = c(rep(0, 17), rep(1, 7)))
)
separated <- c("endometrial", "separated", "zero_cell")
for (name in names(models)) {
  m <- models[[name]]; y <- m$y; X <- cbind(1, as.matrix(m$X)); colnames(X) <- NULL
  inputs <- c(list(y = y, p = ncol(X)), setNames(lapply(2:ncol(X), function(j) X[, j]), paste0("x", 2:ncol(X) - 1)))
  crit <- qchisq(0.95, 1)
  # Centered columns keep 2000 + age from costing R's own inverse its digits.
  C <- X; if (name == "offset_year") for (j in 2:ncol(X)) C[, j] <- X[, j] - mean(X[, j])
  if (!(name %in% separated)) {
    g <- glm(y ~ C[, -1], family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
    keep <- if (name == "offset_year") 2:ncol(X) else 1:ncol(X)
    full <- fit_ml(C, y); V <- solve(crossprod(C * sqrt(plogis(drop(C %*% full$b)) * (1 - plogis(drop(C %*% full$b))))))
    se <- sqrt(diag(V))
    stopifnot(max(abs(full$b / coef(g) - 1)) < 1e-8)
    emit("logistic", "glm(y ~ ., binomial, control = glm.control(epsilon = 1e-15)), solve(X'WX)", "stats", c(inputs, keep = list(keep)),
         list(coef = coef(g)[keep], se = se[keep], loglik = as.numeric(logLik(g)), null = -g$null.deviance / 2,
              p_wald = 2 * pnorm(-abs(coef(g) / se))[keep],
              lr = g$null.deviance - g$deviance, p_lr = pchisq(g$null.deviance - g$deviance, ncol(X) - 1, lower.tail = FALSE)))
    if (name == "esoph" || name == "pima") js <- 2:3 else js <- keep
    prof <- lapply(js, function(j) {
      f <- list(peak = full$l, at = function(v) fit_ml(C, y, j, v, full$b)$l)
      c(roots(f, full$b[j], se[j], crit), 2 * (full$l - f$at(0)))
    })
    prof <- do.call(rbind, prof)
    emit("profile", "uniroot(2 (max l - profile l) - qchisq(.95, 1), tol = 1e-15)", "own", c(inputs, keep = list(js)),
         list(lower = prof[, 1], upper = prof[, 2], lr = prof[, 3], p = pchisq(prof[, 3], 1, lower.tail = FALSE)))
    ph <- plogis(drop(C %*% full$b))
    if (name %in% c("birthwt", "birthwt_race", "asah", "pima", "mtcars", "endometrial_finite")) {
      for (gr in c(5, 10)) {
        cutp <- cut(ph, breaks = quantile(ph, probs = seq(0, 1, 1 / gr)), include.lowest = TRUE)
        O <- xtabs(cbind(1 - y, y) ~ cutp); E <- xtabs(cbind(1 - ph, ph) ~ cutp)
        chi <- sum((O - E)^2 / E)
        emit("hosmer_lemeshow", "xtabs by cut(p, quantile(p, 0:g / g), include.lowest) as ResourceSelection::hoslem.test", "own",
             list(p = ph, y = y, groups = gr), list(statistic = chi, df = gr - 2, p = pchisq(chi, gr - 2, lower.tail = FALSE)))
      }
    }
    emit("brier", "mean((y - p)^2)", "own", list(p = ph, y = y), list(brier = mean((y - ph)^2)))
    if (ncol(X) > 2) emit("vif", "diag(solve(cor(X)))", "stats", inputs, list(vif = diag(solve(cor(C[, -1])))))
    r <- roc(y, ph, levels = c(0, 1), direction = "<", quiet = TRUE)
    a <- as.numeric(ci.auc(r)); best <- coords(r, "best", best.method = "youden", transpose = FALSE)[1, ]
    emit("auc", "ci.auc(roc(y, p, levels = 0:1, direction = '<'))", "pROC", list(s = ph, y = y),
         list(area = a[2], lower = a[1], upper = a[3], se = sqrt(var(r)), youden = max(r$sensitivities + r$specificities - 1),
              points = length(r$thresholds)))
  }
  # Firth.
  ff <- fit_firth(C, y); sef <- sqrt(diag(ff$V)); keep <- if (name == "offset_year") 2:ncol(X) else 1:ncol(X)
  bg <- glm(y ~ C[, -1], family = binomial, method = "brglmFit", type = "AS_mean", control = list(epsilon = 1e-14, maxit = 5000))
  emit("firth", "glm(y ~ ., binomial, method = 'brglmFit', type = 'AS_mean')", "brglm2", c(inputs, keep = list(keep)),
       list(coef = coef(bg)[keep]))
  eta <- drop(C %*% ff$b); fl <- glm(y ~ 1 + offset(eta), family = binomial, control = glm.control(epsilon = 1e-15))
  js <- if (ncol(X) > 5) 2:3 else keep
  prof <- do.call(rbind, lapply(js, function(j) {
    f <- list(peak = ff$l, at = function(v) fit_firth(C, y, j, v)$l)
    # The penalized profile can have two maxima: start from 0 and along the covariance.
    along <- ff$b - ff$V[, j] / ff$V[j, j] * ff$b[j]
    c(roots(f, ff$b[j], sef[j], crit), 2 * (ff$l - max(f$at(0), fit_firth(C, y, j, 0, along)$l)))
  }))
  expected <- list(se = sef[js], lower = prof[, 1], upper = prof[, 2], lr = prof[, 3], p = pchisq(prof[, 3], 1, lower.tail = FALSE))
  if (name != "offset_year") expected$flic <- ff$b[1] + coef(fl)[1]
  emit("firth", "uniroot of the penalized profile deviance, hat values by QR, tol = 1e-15", "own", c(inputs, keep = list(js)), expected)
}
events <- as.numeric(asah$outcome == "Poor")
pairs <- list(c("wfns", "s100b"), c("wfns", "ndka"), c("s100b", "ndka"), c("age", "s100b"))
for (pr in pairs) {
  s1 <- as.numeric(asah[[pr[1]]]); s2 <- as.numeric(asah[[pr[2]]])
  r1 <- roc(events, s1, levels = c(0, 1), direction = "<"); r2 <- roc(events, s2, levels = c(0, 1), direction = "<")
  t <- roc.test(r1, r2, method = "delong", paired = TRUE)
  a <- as.numeric(ci.auc(r1))
  emit("auc", "ci.auc(roc(y, s, levels = 0:1, direction = '<'))", "pROC", list(s = s1, y = events),
       list(area = a[2], lower = a[1], upper = a[3], se = sqrt(var(r1)), youden = max(r1$sensitivities + r1$specificities - 1), points = length(r1$thresholds)))
  emit("delong", "roc.test(r1, r2, method = 'delong', paired = TRUE)", "pROC", list(s1 = s1, s2 = s2, y = events),
       list(z = t$statistic, p = t$p.value))
}
finish("samples_logistic.csv")
