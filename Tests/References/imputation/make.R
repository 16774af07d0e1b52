# Expected numbers of pooling, made with R 4 and the packages survey and
# mitools:
#   Rscript make.R
# writes expected.json: the coefficients and variances of the five fits of
# ../survey/open.R (smi.mi, smi.svymi), and pooled means and shares.
suppressMessages({library(survey); library(mitools)})
data(smi)
out <- list()
keep <- function(id, fits) {
  for (i in 1:5) {
    out[[paste0(id, i)]] <<- list(coef = unname(coef(fits[[i]])), variance = unname(diag(vcov(fits[[i]]))))
  }
}
keep("mi", with(smi, glm(drinkreg ~ wave * sex, family = binomial())))
design <- svydesign(id = ~id, data = smi)
TC <- glm.control(epsilon = 1e-14, maxit = 100)
keep("svymi", with(design, svyglm(control = TC, I(drinkreg * 1) ~ wave * sex, family = quasibinomial())))
pool <- function(id, fits, df) {
  s <- MIcombine(lapply(fits, coef), lapply(fits, vcov), df.complete = df)
  # mitools puts B in the place of (1 + 1/m)B into the observed degrees of
  # freedom; these are those of the paper (Barnard and Rubin 1999, eq. 3 to 5).
  m <- length(fits); B <- var(sapply(fits, coef)); W <- mean(sapply(fits, vcov))
  lambda <- (1 + 1 / m) * B / (W + (1 + 1 / m) * B); r <- (1 + 1 / m) * B / W
  old <- (m - 1) / lambda^2; obs <- (df + 1) / (df + 3) * df * (1 - lambda)
  nu <- old * obs / (old + obs); if (B == 0) nu <- obs
  out[[id]] <<- list(est = unname(coef(s)), se = unname(sqrt(diag(vcov(s)))), df = nu,
    fmi = (r + 2 / (nu + 3)) / (r + 1), df.mitools = unname(s$df))
}
df <- length(unique(smi[[1]][[1]]$id)) - 1
pool("mdrkfre", with(design, svymean(~mdrkfre)), df)
pool("drinkreg", with(design, svymean(~I(drinkreg * 1))), df)
pool("alcdhi", with(design, svymean(~alcdhi)), df)
# Regressions pooled with the degrees of freedom of the paper; those of
# complete data are those of the design less the further coefficients.
model <- function(id, fits) {
  s <- MIcombine(lapply(fits, coef), lapply(fits, vcov))
  m <- length(fits); Q <- sapply(fits, coef); U <- sapply(fits, function(f) diag(vcov(f)))
  B <- apply(Q, 1, var); W <- rowMeans(U); k <- df + 1 - nrow(Q)
  lambda <- (1 + 1 / m) * B / (W + (1 + 1 / m) * B)
  old <- (m - 1) / lambda^2; obs <- (k + 1) / (k + 3) * k * (1 - lambda)
  nu <- ifelse(B < 1e-20, obs, old * obs / (old + obs))
  t <- unname(coef(s)) / unname(sqrt(diag(vcov(s))))
  out[[id]] <<- list(est = unname(coef(s)), se = unname(sqrt(diag(vcov(s)))), df = unname(nu), p = unname(2 * pt(-abs(t), nu)))
}
model("logit", with(design, svyglm(control = TC, I(drinkreg * 1) ~ wave * sex, family = quasibinomial())))
model("poisson", with(design, svyglm(control = TC, cistot ~ wave + drinkreg, family = quasipoisson())))
model("gaussian", with(design, svyglm(cistot ~ wave + drinkreg, family = gaussian())))
# Terms tested together, by mitml; mean predictions and effects by the delta
# method in each imputation, then pooled one by one.
suppressMessages(library(mitml))
terms <- function(id, fits, sets) {
  k <- df + 1 - length(coef(fits[[1]])); q <- sapply(fits, coef)
  rownames(q) <- paste0("b", seq_len(nrow(q)))
  u <- simplify2array(lapply(fits, vcov)); dimnames(u) <- list(rownames(q), rownames(q), NULL)
  for (n in names(sets)) {
    i <- sets[[n]]
    r <- if (length(i) > 1) {
      t <- testConstraints(qhat = q[i, ], uhat = u[i, i, ], constraints = rownames(q)[i], df.com = k)
      t$test[1, c("F.value", "df2", "P(>F)", "RIV")]
    } else {
      m <- ncol(q); B <- var(q[i, ]); W <- mean(u[i, i, ]); r <- (1 + 1 / m) * B / W
      nu <- 1 / (1 / ((m - 1) * (1 + 1 / r)^2) + (1 + r) * (k + 3) / (k * (k + 1)))
      F <- mean(q[i, ])^2 / (W * (1 + r)); c(F, nu, pf(F, 1, nu, lower.tail = FALSE), r)
    }
    out[[paste0(id, ".", n)]] <<- list(f = unname(r[1]), df = unname(r[2]), p = unname(r[3]), riv = unname(r[4]))
  }
}
number <- function(id, values, variances, k) {
  m <- length(values); B <- var(values); W <- mean(variances); r <- (1 + 1 / m) * B / W
  nu <- 1 / (1 / ((m - 1) * (1 + 1 / r)^2) + (1 + r) * (k + 3) / (k * (k + 1)))
  out[[id]] <<- list(est = mean(values), se = sqrt(W * (1 + r)), df = nu)
}
fits <- with(design, svyglm(control = TC, I(drinkreg * 1) ~ wave * sex, family = quasibinomial()))
terms("logit.terms", fits, list(wave = 2, sex = 3, both = 3:4, all = 2:4))
fits2 <- with(design, svyglm(control = TC, cistot ~ wave + drinkreg, family = quasipoisson()))
terms("poisson.terms", fits2, list(wave = 2, both = 2:3))
delta <- function(id, fits, f) {
  r <- sapply(fits, function(m) { p <- f(m); c(p$v, drop(t(p$g) %*% vcov(m) %*% p$g)) })
  number(id, r[1, ], r[2, ], df + 1 - length(coef(fits[[1]])))
}
at <- function(m, wave) {
  X <- model.matrix(m); X[, 2] <- wave; X[, 4] <- wave * X[, 3]
  mu <- plogis(drop(X %*% coef(m))); list(v = mean(mu), g = colMeans(mu * (1 - mu) * X))
}
delta("logit.prediction", fits, function(m) at(m, 3))
slope <- function(m) {
  X <- model.matrix(m); b <- coef(m); mu <- plogis(drop(X %*% b)); s <- mu * (1 - mu)
  c1 <- b[2] + b[4] * X[, 3]; D <- cbind(0, 1, 0, X[, 3])
  list(v = mean(s * c1), g = colMeans(s * (1 - 2 * mu) * c1 * X + s * D))
}
delta("logit.slope", fits, slope)
json <- function(x) if (is.list(x)) paste0("{", paste0('"', names(x), '": ', sapply(x, json), collapse = ",\n "), "}") else
  paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
writeLines(json(out), "expected.json")
