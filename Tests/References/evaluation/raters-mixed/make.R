# Mixed models of cases and evaluators by dense matrices: every matrix is
# written out and inverted, nothing is shared with the program. Made-up scores.
# Rscript make.R writes scores.csv and expected.csv beside this script; lme4
# confirms the maxima.
set.seed(20)
cases <- 24; raters <- 9; indicators <- 3
d <- expand.grid(indicator = 1:indicators, rater = 1:raters, case = 1:cases)
seen <- matrix(runif(cases * raters) < 0.6, cases)
seen[cbind(1:cases, 1 + (1:cases) %% raters)] <- TRUE
d <- d[seen[cbind(d$case, d$rater)], ]
d <- d[runif(nrow(d)) < 0.93, ]
a <- rnorm(cases, 0, 5); b <- rnorm(raters, 0, 3)
ai <- matrix(rnorm(cases * indicators, 0, 2), cases)
bi <- matrix(rnorm(raters * indicators, 0, 1), raters)
ab <- matrix(rnorm(cases * raters, 0, 1.5), cases)
d$score <- round(75 + c(0, 3, -2)[d$indicator] + a[d$case] + b[d$rater] +
  ai[cbind(d$case, d$indicator)] + bi[cbind(d$rater, d$indicator)] +
  ab[cbind(d$case, d$rater)] + rnorm(nrow(d), 0, 2), 1)
write.csv(d[, c("case", "indicator", "rater", "score")], "scores.csv",
          row.names = FALSE, quote = FALSE)

Z <- function(...) {
  f <- interaction(..., drop = TRUE)
  model.matrix(~ f - 1)
}
fit <- function(y, X, Zs) {
  V <- c(lapply(Zs, function(z) z %*% t(z)), list(diag(length(y))))
  theta <- rep(var(y) / length(V), length(V))
  parts <- function(theta) {
    S <- Reduce(`+`, Map(`*`, theta, V)); Si <- solve(S)
    XS <- t(X) %*% Si
    P <- Si - t(XS) %*% solve(XS %*% X, XS)
    list(S = S, Si = Si, P = P, XSX = XS %*% X)
  }
  for (step in 1:500) {
    p <- parts(theta)
    PV <- lapply(V, function(v) p$P %*% v)
    Py <- p$P %*% y
    g <- sapply(seq_along(V), function(i)
      -0.5 * (sum(diag(PV[[i]])) - sum(Py * (V[[i]] %*% Py))))
    I <- outer(seq_along(V), seq_along(V), Vectorize(function(i, j)
      0.5 * sum(PV[[i]] * t(PV[[j]]))))
    O <- outer(seq_along(V), seq_along(V), Vectorize(function(i, j)
      -0.5 * sum(PV[[i]] * t(PV[[j]])) +
        sum((V[[i]] %*% Py) * (p$P %*% (V[[j]] %*% Py)))))
    move <- solve(I, g)
    theta <- pmax(theta + move, theta / 10)
    if (max(abs(move) / theta) < 1e-13) break
  }
  p <- parts(theta)
  logdet <- function(m) as.numeric(determinant(m)$modulus)
  Py <- p$P %*% y
  dev <- logdet(p$S) + logdet(p$XSX) + sum(y * Py) +
    (length(y) - ncol(X)) * log(2 * pi)
  # Henderson's equations.
  s2 <- theta[length(theta)]
  W <- cbind(X, do.call(cbind, Zs))
  pen <- c(rep(0, ncol(X)),
           unlist(Map(function(z, t) rep(s2 / t, ncol(z)), Zs,
                      theta[seq_along(Zs)])))
  C <- solve(t(W) %*% W + diag(pen))
  u <- C %*% t(W) %*% y
  list(theta = theta, se = sqrt(diag(solve(O))), deviance = dev,
       effects = as.vector(u), cov = s2 * C, p = ncol(X))
}
out <- NULL
put <- function(model, name, values) {
  out <<- rbind(out, data.frame(model, name, place = seq_along(values),
                                value = sprintf("%.17g", values)))
}
one <- d[d$indicator == 1, ]
y <- one$score
f <- fit(y, Z(one$case), list(Z(one$rater)))
put("fixed", "variance", f$theta); put("fixed", "variance_se", f$se)
put("fixed", "deviance", f$deviance)
put("fixed", "case", f$effects[1:cases])
put("fixed", "case_se", sqrt(diag(f$cov))[1:cases])
put("fixed", "rater", f$effects[cases + 1:raters])
put("fixed", "rater_se", sqrt(diag(f$cov))[cases + 1:raters])
m <- fit(y, matrix(1, nrow(one)), list(Z(one$rater), Z(one$case)))
put("mixed", "variance", m$theta); put("mixed", "variance_se", m$se)
put("mixed", "deviance", m$deviance)
put("mixed", "case", m$effects[1] + m$effects[1 + raters + 1:cases])
h <- cbind(1, matrix(0, cases, raters), diag(cases))
put("mixed", "case_se", sqrt(diag(h %*% m$cov %*% t(h))))
put("mixed", "rater", m$effects[1 + 1:raters])
put("mixed", "rater_se", sqrt(diag(m$cov))[1 + 1:raters])
put("mixed", "mean", c(m$effects[1], sqrt(m$cov[1, 1])))
X <- model.matrix(~ factor(indicator), d)
g <- fit(d$score, X, list(Z(d$rater), Z(d$case), Z(d$case, d$indicator),
                          Z(d$case, d$rater), Z(d$rater, d$indicator)))
put("facets", "variance", g$theta); put("facets", "variance_se", g$se)
put("facets", "deviance", g$deviance)
put("facets", "rater", g$effects[3 + 1:raters])
put("facets", "rater_se", sqrt(diag(g$cov))[3 + 1:raters])
put("facets", "case", g$effects[3 + raters + 1:cases])
put("facets", "case_se", sqrt(diag(g$cov))[3 + raters + 1:cases])
# Likelihood-ratio limits of the variance of evaluators, cases random:
# the deviance rises by the quantile of chi-square with 1 degree.
profile <- function(y, X, Zs, which, value) {
  V <- c(lapply(Zs, function(z) z %*% t(z)), list(diag(length(y))))
  free <- setdiff(seq_along(V), which)
  f <- function(l) {
    theta <- numeric(length(V)); theta[which] <- value; theta[free] <- exp(l)
    S <- Reduce(`+`, Map(`*`, theta, V)); Si <- solve(S); XS <- t(X) %*% Si
    P <- Si - t(XS) %*% solve(XS %*% X, XS)
    as.numeric(determinant(S)$modulus + determinant(XS %*% X)$modulus) +
      sum(y * (P %*% y)) + (length(y) - ncol(X)) * log(2 * pi)
  }
  r <- optim(log(m$theta[free]), f, control = list(reltol = 1e-15, maxit = 5000))
  optim(r$par, f, control = list(reltol = 1e-15, maxit = 5000))$value
}
X1 <- matrix(1, nrow(one)); Z1 <- list(Z(one$rater), Z(one$case))
for (i in 1:3) {
  rise <- function(v) profile(y, X1, Z1, i, v) - m$deviance - qchisq(.95, 1)
  put("mixed", paste0("limits", i), c(
    uniroot(rise, c(m$theta[i] / 50, m$theta[i]), tol = 1e-9)$root,
    uniroot(rise, c(m$theta[i], m$theta[i] * 50), tol = 1e-9)$root))
}
# Least squares: effects of cases and of evaluators, those of evaluators add
# up to 0; then with the two changing places.
least <- function(case, rater) {
  l <- lm(y ~ factor(case) - 1 + C(factor(rater), contr.sum))
  n <- nlevels(factor(case)); r <- nlevels(factor(rater))
  H <- rbind(cbind(diag(n), matrix(0, n, r - 1)),
             cbind(matrix(0, r, n), contr.sum(r)))
  list(value = as.vector(H %*% coef(l)),
       se = sqrt(diag(H %*% vcov(l) %*% t(H))), n = n)
}
l <- least(one$case, one$rater)
put("least", "case", l$value[1:l$n]); put("least", "case_se", l$se[1:l$n])
put("least", "rater", l$value[-(1:l$n)])
put("least", "rater_se", l$se[-(1:l$n)])
l <- least(one$rater, one$case)
put("least", "turned_case_se", l$se[1:l$n])
put("least", "turned_rater_se", l$se[-(1:l$n)])
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
suppressMessages(library(lme4))
ctl <- lmerControl(optCtrl = list(ftol_abs = 1e-12, xtol_abs = 1e-12))
print(max(abs(as.data.frame(VarCorr(lmer(score ~ 1 + (1 | rater) + (1 | case),
  one, control = ctl)))$vcov[2:1] / m$theta[1:2] - 1)))
full <- lmer(score ~ factor(indicator) + (1 | rater) + (1 | case) +
  (1 | case:indicator) + (1 | case:rater) + (1 | rater:indicator), d)
print(as.data.frame(VarCorr(full))[, c("grp", "vcov")]); print(g$theta)
