# Expected numbers of regressions that the records of ../survey do not cover.
# Run in this folder: Rscript make.R (R with survey and MASS).
suppressMessages({library(survey); library(MASS)})
TC <- glm.control(epsilon = 1e-15, maxit = 500)
out <- list()
flat <- function(m) {
  s <- summary(m)$coefficients
  c(setNames(s[, 1], paste0("est.", rownames(s))),
    setNames(s[, 2], paste0("se.", rownames(s))), df = m$df.residual)
}
data(api)
strat <- read.csv("../survey/data/apistrat.csv")
clus2 <- read.csv("../survey/data/apiclus2.csv")
clus1 <- read.csv("../survey/data/apiclus1.csv")
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = strat)
d2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = clus2)
dc <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = clus1)
strat$yes <- as.numeric(strat$sch.wide == "Yes")
ds <- update(ds, yes = as.numeric(sch.wide == "Yes"))

# svyglm takes the weights of the last step but one into its standard errors;
# starting again from the solution makes them those of the solution.
fit <- function(f, fam, d = ds, start = NULL) {
  m <- svyglm(f, design = d, family = fam, control = TC, start = start)
  for (i in 1:25) {
    assign("solution", coef(m), globalenv())
    m <- svyglm(f, design = d, family = fam, control = TC, start = solution)
  }
  m
}
three <- yes ~ ell + meals + mobility
out$logit <- flat(fit(three, quasibinomial()))
out$probit <- flat(fit(three, quasibinomial("probit")))
out$cloglog <- flat(fit(three, quasibinomial("cloglog")))
out$poisson <- flat(fit(api.stu ~ ell + meals + stype, quasipoisson()))
out$poisson.offset <- flat(fit(api.stu ~ ell + meals + offset(log(enroll)), quasipoisson()))
out$gamma <- flat(fit(enroll ~ ell + meals + stype, Gamma("log")))
out$cauchit <- flat(fit(yes ~ ell + meals + mobility, quasibinomial("cauchit")))
out$logbinomial <- flat(fit(yes ~ ell + meals, quasibinomial("log"), start = c(-0.2, 0, 0)))
out$gamma.inverse <- flat(fit(enroll ~ ell + meals + stype, Gamma("inverse")))
out$gamma.identity <- flat(fit(enroll ~ ell + stype, Gamma("identity")))
out$ig.log <- flat(fit(enroll ~ ell + meals + stype, inverse.gaussian("log")))
out$ig.square <- flat(fit(enroll ~ stype, inverse.gaussian(), start = c(5.8e-6, -5.2e-6, -4.3e-6)))
out$poisson.identity <- flat(fit(api.stu ~ stype, quasipoisson("identity")))
out$gauss.log <- flat(fit(api00 ~ ell + meals, gaussian("log"), start = c(6.7, 0, 0)))
# An interaction, a factor of numbers, a missing value here and there.
d2 <- update(d2, half = factor(as.numeric(enroll > 400) + 1))
inter <- fit(api00 ~ ell * stype + I(meals^2) + meals + enroll, gaussian(), d2)
out$interaction <- flat(inter)
it <- regTermTest(inter, ~ ell:stype)
out$interaction.test <- c(F = as.numeric(it$Ftest), p = as.numeric(it$p))
out$nointercept <- flat(fit(api00 ~ 0 + stype + ell, gaussian()))
out$onlyproduct <- flat(fit(api00 ~ ell + ell:stype, gaussian()))
out$reference <- flat(fit(api00 ~ relevel(factor(stype), "M") + ell, gaussian()))
names(out$reference) <- sub("relevel(factor(stype), \"M\")", "stype", names(out$reference), fixed = TRUE)
out$domain <- flat(fit(yes ~ ell + meals, quasibinomial(), subset(ds, stype != "H")))
out$dispersion <- c(gauss = as.numeric(summary(fit(api00 ~ ell + meals + mobility, gaussian()))$dispersion),
  gamma = as.numeric(summary(fit(enroll ~ ell + meals + stype, Gamma("log")))$dispersion))
l <- svyglm(yes ~ ell + meals + mobility, design = ds, family = quasibinomial(), control = TC)
for (v in c("ell", "meals", "mobility")) {
  r <- regTermTest(l, as.formula(paste("~", v)), method = "LRT")
  out$logit.lrt <- c(out$logit.lrt, setNames(c(as.numeric(r$chisq), as.numeric(r$p)), paste0(c("chisq.", "p."), v)))
}
for (v in c("ell", "meals", "mobility", "ell + mobility")) {
  r <- regTermTest(l, as.formula(paste("~", v)), method = "WorkingWald")
  out$logit.working <- c(out$logit.working, setNames(c(as.numeric(r$chisq), as.numeric(r$p)), paste0(c("chisq.", "p."), gsub(" ", "", v))))
}

# Negative binomial: theta by maximum weighted likelihood.
w <- weights(ds) / mean(weights(ds))
nb <- suppressWarnings(glm.nb(api.stu ~ ell + meals + stype, weights = w, data = strat,
  control = glm.control(epsilon = 1e-15, maxit = 500)))
th <- nb$theta
ll <- function(lt, mu) { t <- exp(lt); sum(w * (lgamma(t + strat$api.stu) - lgamma(t) + t * log(t) - (t + strat$api.stu) * log(t + mu))) }
sc <- function(t, mu, y) sum(w * (digamma(t + y) - digamma(t) + log(t) + 1 - log(t + mu) - (y + t) / (mu + t)))
for (i in 1:60) {
  m <- svyglm(api.stu ~ ell + meals + stype, design = ds, family = negative.binomial(th), control = TC)
  th <- uniroot(sc, c(th * 0.8, th * 1.25), mu = fitted(m), y = strat$api.stu, tol = 1e-15, maxiter = 1000)$root
}
out$negbin <- c(flat(m), theta = th)

# Mean effects and predictions by the delta method.
effect <- function(m, data, w, f) {
  b <- coef(m); V <- vcov(m)
  g <- sapply(seq_along(b), function(j) { # five points, exact to 1e-12 here
    h <- max(abs(b[j]), 1e-2) * 1e-3; e <- function(k) { c <- b; c[j] <- c[j] + k * h; f(c) }
    (8 * (e(1) - e(-1)) - (e(2) - e(-2))) / (12 * h) })
  c(f(b), sqrt(drop(t(g) %*% V %*% g)))
}
m <- fit(yes ~ ell * stype + meals, quasibinomial())
wt <- weights(ds)
mm <- function(d) model.matrix(~ ell * stype + meals, transform(d, stype = factor(stype, c("E", "H", "M"))))
avg <- function(X, b) weighted.mean(plogis(drop(X %*% b)), wt)
at <- function(v, x) { d <- strat; d[[v]] <- x; mm(d) }
X <- mm(strat)
out$margins <- unlist(lapply(c("E", "H", "M"), function(s) setNames(effect(m, strat, wt, function(b) avg(at("stype", s), b)), paste0(c("est.", "se."), s))))
out$effects <- c(
  unlist(lapply(c("H", "M"), function(s) setNames(effect(m, strat, wt, function(b) avg(at("stype", s), b) - avg(at("stype", "E"), b)), paste0(c("est.stype", "se.stype"), s)))),
  setNames(effect(m, strat, wt, function(b) weighted.mean(dlogis(drop(X %*% b)) * (b["ell"] + b["ell:stypeH"] * (strat$stype == "H") + b["ell:stypeM"] * (strat$stype == "M")), wt)), c("est.ell", "se.ell")),
  setNames(effect(m, strat, wt, function(b) weighted.mean(dlogis(drop(X %*% b)) * b["meals"], wt)), c("est.meals", "se.meals")))

# Replicates of a logit.
j1 <- as.svrepdesign(dc, type = "JK1")
out$jk1.logit <- flat(svyglm(I(sch.wide == "Yes") ~ ell + meals, design = j1, family = quasibinomial(), control = TC))

# Ordinal models by Newton's method with analytic derivatives.
ordinal <- function(y, X, w, pf, df, dd) {
  q <- max(y) - 1; p <- ncol(X); n <- length(y)
  cum <- cumsum(tapply(w, factor(y, 1:(q + 1)), sum)) / sum(w)
  start <- c(rep(0, p), (if (identical(pf, pnorm)) qnorm else qlogis)(cum[1:q]))
  rows <- function(k) { E <- matrix(0, n, q); i <- which(k >= 1 & k <= q); E[cbind(i, k[i])] <- 1; E }
  Au <- cbind(-X, rows(y)); Al <- cbind(-X, rows(y - 1))
  Au[y == q + 1, ] <- 0; Al[y == 1, ] <- 0
  th <- start
  for (it in 1:60) {
    u <- ifelse(y == q + 1, Inf, drop(Au %*% th)); l <- ifelse(y == 1, -Inf, drop(Al %*% th))
    P <- pf(u) - pf(l); fu <- ifelse(is.finite(u), df(u), 0); fl <- ifelse(is.finite(l), df(l), 0)
    du <- ifelse(is.finite(u), dd(u), 0); dl <- ifelse(is.finite(l), dd(l), 0)
    S <- Au * (fu / P) - Al * (fl / P)
    H <- crossprod(Au, Au * (w * (du / P - (fu / P)^2))) + crossprod(Al, Al * (w * (-dl / P - (fl / P)^2))) +
      crossprod(Au, Al * (w * fu * fl / P^2)) + crossprod(Al, Au * (w * fu * fl / P^2))
    th <- th + solve(-H, colSums(w * S))
  }
  list(theta = th, A = solve(-H), S = S, deviance = -2 * sum(w * log(P)))
}
# Working likelihood ratio and Wald tests of some coefficients (Rao and Scott),
# with weights of mean 1, as regTermTest(method = "LRT") makes them for glm.
working <- function(full, reduced, drop, V, mean, ddf) {
  A <- full$A[drop, drop] * mean; X <- (reduced$deviance - full$deviance) / mean
  ev <- Re(eigen(solve(A, V[drop, drop]), only.values = TRUE)$values)
  p <- function(x) survey:::pFsum(x, rep(1, length(drop)), ev, ddf = ddf, lower.tail = FALSE, method = "saddlepoint")
  W <- drop(full$theta[drop] %*% solve(A, full$theta[drop]))
  c(deviance = X, "p-likelihood" = p(X), "working-wald" = W, "p-working-wald" = p(W))
}
dlog1 <- function(x) dlogis(x) * (1 - 2 * plogis(x)); dnorm1 <- function(x) -x * dnorm(x)
strat$mealcat <- as.integer(cut(strat$meals, c(0, 25, 50, 75, 100), include.lowest = TRUE))
X <- model.matrix(~ avg.ed + mobility + stype, strat)[, -1]
ok <- as.integer(rownames(X)); s2 <- strat[ok, ]
# Mean effects on the probability of each answer, by the delta method.
delta <- function(b, V, f) {
  g <- sapply(seq_along(b), function(j) {
    h <- max(abs(b[j]), 1e-2) * 1e-3; e <- function(k) { c <- b; c[j] <- c[j] + k * h; f(c) }
    (8 * (e(1) - e(-1)) - (e(2) - e(-2))) / (12 * h) })
  c(f(b), sqrt(drop(t(g) %*% V %*% g)))
}
for (k in c("logit", "probit")) {
  o <- if (k == "logit") ordinal(s2$mealcat, X, s2$pw, plogis, dlogis, dlog1) else ordinal(s2$mealcat, X, s2$pw, pnorm, dnorm, dnorm1)
  dd <- subset(ds, rownames(strat) %in% as.character(ok))
  V <- survey:::svyrecvar(s2$pw * o$S %*% o$A, dd$cluster, dd$strata, dd$fpc)
  nm <- c(colnames(X), "1|2", "2|3", "3|4")
  out[[paste0("ordinal.", k)]] <- c(setNames(o$theta, paste0("est.", nm)), setNames(sqrt(diag(V)), paste0("se.", nm)),
    df = degf(dd) - ncol(X))
  r <- if (k == "logit") ordinal(s2$mealcat, X[, 1:2], s2$pw, plogis, dlogis, dlog1) else ordinal(s2$mealcat, X[, 1:2], s2$pw, pnorm, dnorm, dnorm1)
  out[[paste0("ordinal.tests.", k)]] <- working(o, r, 3:4, V, mean(s2$pw), degf(dd) - ncol(X))
  F <- if (k == "logit") plogis else pnorm; f <- if (k == "logit") dlogis else dnorm; p <- ncol(X)
  cut <- function(b, j) c(-Inf, b[p + 1:3], Inf)[j + 0:1]
  prob <- function(b, Z, j) { e <- drop(Z %*% b[1:p]); weighted.mean(F(cut(b, j)[2] - e) - F(cut(b, j)[1] - e), s2$pw) }
  slope <- function(b, j, v) { e <- drop(X %*% b[1:p]); weighted.mean(-b[match(v, colnames(X))] * (f(cut(b, j)[2] - e) - f(cut(b, j)[1] - e)), s2$pw) }
  type <- function(s) { Z <- X; Z[, "stypeH"] <- s == "H"; Z[, "stypeM"] <- s == "M"; Z }
  out[[paste0("ordinal.effects.", k)]] <- unlist(lapply(1:4, function(j) c(
    setNames(delta(o$theta, V, function(b) slope(b, j, "avg.ed")), paste0(c("est.", "se."), "avg.ed:", j)),
    setNames(delta(o$theta, V, function(b) slope(b, j, "mobility")), paste0(c("est.", "se."), "mobility:", j)),
    setNames(delta(o$theta, V, function(b) prob(b, type("H"), j) - prob(b, type("E"), j)), paste0(c("est.", "se."), "stypeH:", j)))))
}

# Multinomial logit by Newton's method, standard errors of the design.
multinomial <- function(y, X, w) {
  K <- max(y) - 1; p <- ncol(X); n <- length(y); b <- matrix(0, p, K)
  Y <- sapply(1:K, function(k) as.numeric(y == k + 1))
  for (it in 1:60) {
    E <- exp(X %*% b); P <- E / (1 + rowSums(E))
    S <- do.call(cbind, lapply(1:K, function(k) X * (Y[, k] - P[, k])))
    H <- matrix(0, p * K, p * K)
    for (i in 1:K) for (j in 1:K) H[(i - 1) * p + 1:p, (j - 1) * p + 1:p] <- crossprod(X, X * (w * P[, i] * ((i == j) - P[, j])))
    b <- b + matrix(solve(H, colSums(w * S)), p, K)
  }
  ll <- sum(w * log(ifelse(y == 1, 1 - rowSums(P), rowSums(P * Y))))
  list(theta = as.vector(b), A = solve(H), S = S, deviance = -2 * ll)
}
X <- model.matrix(~ ell + stype, strat)
m <- multinomial(strat$mealcat, X, strat$pw)
V <- survey:::svyrecvar(strat$pw * m$S %*% m$A, ds$cluster, ds$strata, ds$fpc)
r <- multinomial(strat$mealcat, X[, 1:2], strat$pw)
out$multinomial.tests <- working(m, r, c(3, 4, 7, 8, 11, 12), V, mean(strat$pw), degf(ds) + 1 - ncol(X))
nm <- paste0(rep(2:4, each = ncol(X)), ":", colnames(X))
out$multinomial <- c(setNames(m$theta, paste0("est.", nm)), setNames(sqrt(diag(V)), paste0("se.", nm)))
share <- function(b, Z) { E <- cbind(1, exp(Z %*% matrix(b, ncol(X)))); E / rowSums(E) }
type <- function(s) { Z <- X; Z[, "stypeH"] <- s == "H"; Z[, "stypeM"] <- s == "M"; Z }
out$multinomial.effects <- unlist(lapply(1:4, function(j) c(
  setNames(delta(m$theta, V, function(b) { P <- share(b, X); B <- c(0, matrix(b, ncol(X))[2, ]); weighted.mean(P[, j] * (B[j] - drop(P %*% B)), strat$pw) }), paste0(c("est.", "se."), "ell:", j)),
  setNames(delta(m$theta, V, function(b) weighted.mean(share(b, type("H"))[, j] - share(b, type("E"))[, j], strat$pw)), paste0(c("est.", "se."), "stypeH:", j)))))
h <- read.csv("../survey/data/housing.csv", stringsAsFactors = TRUE)
hx <- transform(h, Infl = factor(Infl, c("Low", "Medium", "High")), Type = factor(Type, c("Tower", "Apartment", "Atrium", "Terrace")), Cont = factor(Cont, c("Low", "High")))
X <- model.matrix(~ Infl + Type + Cont, hx); y <- as.integer(factor(h$Sat, c("Low", "Medium", "High")))
m <- multinomial(y, X, h$Freq)
nm <- paste0(rep(2:3, each = ncol(X)), ":", colnames(X))
out$housing.multinomial <- c(setNames(m$theta, paste0("est.", nm)), deviance = m$deviance)
entry <- function(v) paste0("{", paste(sprintf("\"%s\": %.17g", names(v), unlist(v)), collapse = ", "), "}")
writeLines(paste0("{\n", paste(sprintf("  \"%s\": %s", names(out), sapply(out, entry)), collapse = ",\n"), "\n}"), "expected.json")
