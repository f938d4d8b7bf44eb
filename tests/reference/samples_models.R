source("samples_emit.R")
suppressMessages({library(metafor); library(boot); library(sandwich); library(MASS)})
# --- meta-analysis ---
ivig <- data.frame(
  ai = c(20, 9, 18, 15, 17, 13, 16, 23, 29), n1i = c(33, 17, 29, 22, 22, 29, 23, 42, 50),
  ci = c(21, 5, 11, 19, 15, 13, 15, 20, 17), n2i = c(31, 17, 32, 24, 19, 29, 24, 40, 49))
bcg <- with(dat.bcg, data.frame(ai = tpos, n1i = tpos + tneg, ci = cpos, n2i = cpos + cneg))
zeros <- data.frame(ai = c(0, 3, 5, 2), n1i = c(20, 30, 41, 25), ci = c(4, 6, 11, 0), n2i = c(21, 29, 40, 24))
silent <- data.frame(ai = c(4, 0, 2, 12, 0, 3), n1i = c(20, 20, 30, 12, 15, 19), ci = c(8, 0, 5, 17, 3, 18), n2i = c(20, 31, 30, 17, 14, 18))
yusuf <- subset(dat.yusuf1985, table == 6 & !is.na(ai) & !is.na(ci) & ai + ci > 0)
sets <- list(ivig = ivig, ivig8 = ivig[1:8, ], bcg = bcg, zeros = zeros, silent = silent, two = ivig[c(3, 9), ],
             yusuf = yusuf[, c("ai", "n1i", "ci", "n2i")],
             no_birth = transform(ivig, ai = n1i - ai, ci = n2i - ci))
Q <- function(t, y, v) { w <- 1 / (v + t); sum(w * (y - sum(w * y) / sum(w))^2) }
tau_at <- function(y, v, target) if (Q(0, y, v) <= target) 0 else {
  up <- 1; while (Q(up, y, v) > target) up <- 2 * up
  t <- uniroot(function(t) Q(t, y, v) - target, c(0, up), tol = 1e-15, maxiter = 1e4)$root
  for (i in 1:5) { w <- 1 / (v + t); m <- sum(w * y) / sum(w); t <- t + (Q(t, y, v) - target) / sum(w^2 * (y - m)^2) }
  t
}
one_meta <- function(inputs, y, v) {
  k <- length(y)
  ee <- rma(y, v, method = "EE")
  emit("inverse_variance", "rma(yi, vi, method = 'EE')", "metafor", inputs,
       list(b = ee$b, se = ee$se, lower = ee$ci.lb, upper = ee$ci.ub, p = ee$pval, q = ee$QE, q_p = ee$QEp))
  for (method in c("DL", "REML", "PM")) {
    if (method == "PM") {
      # metafor's PM stops at a root tolerance of 1e-5: the exact root is given to rma.
      tau2 <- tau_at(y, v, k - 1); r <- function(test) rma(y, v, tau2 = tau2, test = test)
    } else r <- function(test) rma(y, v, method = method, test = test, control = list(threshold = 1e-15, maxiter = 1e5, tau2.init = if (method == "REML") max(1e-4, rma(y, v, method = "DL")$tau2)))
    z <- r("z"); hk <- r("knha"); ad <- r("adhoc")
    # REML at the border is 1e-18 or so in metafor: 0.
    small <- z$tau2 < 1e-10
    if (small && method == "REML") { z <- rma(y, v, tau2 = 0); hk <- rma(y, v, tau2 = 0, test = "knha"); ad <- rma(y, v, tau2 = 0, test = "adhoc") }
    pz <- predict(z); ph <- predict(hk)
    w0 <- 1 / v; vt <- (k - 1) * sum(w0) / (sum(w0)^2 - sum(w0^2))
    lo <- tau_at(y, v, qchisq(0.025, k - 1, lower.tail = FALSE)); hi <- tau_at(y, v, qchisq(0.975, k - 1, lower.tail = FALSE))
    expected <- list(tau2 = z$tau2, b = z$b, se = z$se, lower = z$ci.lb, upper = z$ci.ub, p = z$pval,
      hk_se = hk$se, hk_lower = hk$ci.lb, hk_upper = hk$ci.ub, hk_p = hk$pval, floor_lower = ad$ci.lb, floor_upper = ad$ci.ub,
      pi_z_lower = pz$pi.lb, pi_z_upper = pz$pi.ub, pi_hk_lower = ph$pi.lb, pi_hk_upper = ph$pi.ub,
      tau2_lower = lo, tau2_upper = hi, i2 = z$tau2 / (z$tau2 + vt), i2_lower = lo / (lo + vt), i2_upper = hi / (hi + vt),
      i2_q = max(0, (ee$QE - (k - 1)) / ee$QE))
    if (k > 2) {
      half <- qt(0.975, k - 2) * sqrt(z$tau2 + z$se^2)
      expected <- c(expected, list(higgins_lower = as.numeric(z$b) - half, higgins_upper = as.numeric(z$b) + half))
    }
    emit("random_effects", paste0("rma(yi, vi, method = '", method, "', test = 'z' / 'knha' / 'adhoc'), predict"), "metafor",
         c(inputs, method = method), expected)
    if (method == "DL" && k > 2)
      emit("leave_one_out", "leave1out(rma(yi, vi, method = 'DL'))", "metafor", inputs,
           with(leave1out(z), list(b = estimate, lower = ci.lb, upper = ci.ub, tau2 = tau2)))
  }
}
for (name in names(sets)) for (measure in c("OR", "RR", "RD")) {
  s <- sets[[name]]; e <- escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = s)
  counts <- c(as.list(s), measure = measure); y <- as.numeric(e$yi); v <- as.numeric(e$vi)
  emit("effects", paste0("escalc('", measure, "', ai, n1i, ci, n2i)"), "metafor", counts, list(y = y, v = v))
  # Cochrane's rule for counts of 0.
  if (name %in% c("zeros", "silent")) {
    own <- if (measure == "RD") escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = s, to = "none") else
      escalc(measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = s, drop00 = TRUE)
    own$vi[!is.na(own$vi) & own$vi == 0] <- v[!is.na(own$vi) & own$vi == 0]
    emit("effects_cochrane", paste0("escalc('", measure, "', ", if (measure == "RD") "to = 'none'" else "drop00 = TRUE", ")"), "metafor",
         counts, list(y = as.numeric(own$yi)[!is.na(own$yi)], v = as.numeric(own$vi)[!is.na(own$yi)]))
  }
  mh <- rma.mh(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = transform(s, ai = as.double(ai), n1i = as.double(n1i), ci = as.double(ci), n2i = as.double(n2i)), correct = FALSE)
  emit("mantel_haenszel", paste0("rma.mh('", measure, "', correct = FALSE)"), "metafor", counts,
       list(b = mh$b, se = mh$se, lower = mh$ci.lb, upper = mh$ci.ub, p = mh$pval))
  one_meta(list(y = y, v = v), y, v)
}
n <- escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999)
one_meta(list(y = as.numeric(n$yi), v = as.numeric(n$vi)), as.numeric(n$yi), as.numeric(n$vi))
one_meta(list(y = as.numeric(dat.raudenbush1985$yi), v = as.numeric(dat.raudenbush1985$vi)), as.numeric(dat.raudenbush1985$yi), as.numeric(dat.raudenbush1985$vi))

# --- bootstrap intervals from given replicates ---
boot_case <- function(x, stat, R, conf, seed) {
  set.seed(seed); b <- boot(x, function(d, i) stat(d[i]), R)
  L <- sapply(seq_along(x), function(i) stat(x[-i])); L <- mean(L) - L
  ci <- boot.ci(b, conf = conf, type = c("perc", "bca"), L = L)
  emit("bootstrap", "boot.ci(type = c('perc', 'bca'), L = mean(jack) - jack)", "boot",
       list(value = b$t0, t = sort(b$t[, 1]), influence = L, level = conf),
       list(perc = ci$percent[4:5], bca = ci$bca[4:5]))
}
boot_case(as.numeric(rivers), mean, 199, 0.95, 1)
boot_case(as.numeric(precip), mean, 499, 0.9, 2)
boot_case(mtcars$qsec[1:31], median, 250, 0.95, 3)
boot_case(log(as.numeric(islands)), sd, 333, 0.8, 4)
boot_case(faithful$eruptions[1:60], function(v) mean(v)^2, 199, 0.95, 5)
boot_case(sleep$extra, var, 99, 0.95, 6)

# --- weighting ---
weight_case <- function(treated, X, y, tag) {
  fit <- glm(treated ~ X, family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
  e <- fitted(fit); p <- mean(treated); w <- ifelse(treated == 1, p / e, (1 - p) / (1 - e))
  inputs <- c(list(y = treated, p = ncol(X) + 1), setNames(lapply(seq_len(ncol(X)), function(j) X[, j]), paste0("x", seq_len(ncol(X)))), list(outcome = y))
  g <- suppressWarnings(glm(y ~ treated, family = quasibinomial, weights = w, control = glm.control(epsilon = 1e-15, maxit = 100)))
  l <- lm(y ~ treated, weights = w)
  r <- suppressWarnings(glm(y ~ treated, family = quasipoisson, weights = w, control = glm.control(epsilon = 1e-15, maxit = 100)))
  z <- qnorm(0.975); ci <- function(m) { s <- sqrt(sandwich(m)[2, 2]); coef(m)[[2]] + c(-z, z) * s }
  smd <- function(x, w) (weighted.mean(x[treated == 1], w[treated == 1]) - weighted.mean(x[treated == 0], w[treated == 0])) /
    sqrt((var(x[treated == 1]) + var(x[treated == 0])) / 2)
  ess <- function(t) sum(w[treated == t])^2 / sum(w[treated == t]^2)
  emit("weighting", "fitted(glm(treated ~ X)), sandwich(glm(y ~ treated, quasibinomial, weights = w)), lm, quasipoisson", "sandwich", inputs,
       c(list(scores = e, weights = w, before = apply(X, 2, smd, w = rep(1, length(y)))),
         # One yes-or-no covariate is balanced exactly: 0 but for rounding.
         if (ncol(X) > 1) list(after = apply(X, 2, smd, w = w)),
         list(or = exp(coef(g)[[2]]), or_ci = exp(ci(g)), rd = coef(l)[[2]], rd_ci = ci(l), rr = exp(coef(r)[[2]]), rr_ci = exp(ci(r)),
            ess = c(ess(1), ess(0)), largest = max(w))))
}
weight_case(birthwt$smoke, as.matrix(birthwt[, c("age", "lwt", "ptl", "ht")]), birthwt$low, "birthwt")
weight_case(mtcars$vs, as.matrix(mtcars[, c("qsec", "am")])[, 2, drop = FALSE], mtcars$am * 0 + as.numeric(mtcars$mpg > 19), "mtcars")
weight_case(as.numeric(Pima.tr$age > 30), as.matrix(Pima.tr[, c("bmi", "bp", "skin")]), as.numeric(Pima.tr$type == "Yes"), "pima")
finish("samples_models.csv")
