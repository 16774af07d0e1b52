# Expected numbers of small areas, made with R 4, nlme and the package survey:
#   Rscript make.R
# reads ../survey/data/milk.csv and apiclus1.csv, writes districts.csv (the
# population means of the districts of apipop) and expected.json.
#
# Everything is computed with dense matrices from the definitions: the
# variances by Fisher scoring with V, P and traces written out.
suppressMessages({library(survey); library(nlme)})
tr <- function(m) sum(diag(m))
out <- list()

milk <- read.csv("../survey/data/milk.csv")
X <- model.matrix(~factor(major_area), milk); y <- milk$direct_est
psi <- milk$std_error^2; m <- length(y); p <- ncol(X)
fh <- function(id, method) {
  s <- 0.01
  for (i in 1:500) {
    Vi <- diag(1 / (s + psi)); Q <- solve(t(X) %*% Vi %*% X)
    P <- Vi - Vi %*% X %*% Q %*% t(X) %*% Vi
    step <- switch(method,
      reml = (t(y) %*% P %*% P %*% y - tr(P)) / tr(P %*% P),
      ml = (t(y) %*% P %*% P %*% y - tr(Vi)) / tr(Vi %*% Vi),
      fh = (t(y) %*% P %*% y - (m - p)) / (t(y) %*% P %*% P %*% y))
    s <- max(0, s + c(step)); if (abs(step) < 1e-17) break
  }
  Vi <- diag(1 / (s + psi)); Q <- solve(t(X) %*% Vi %*% X); b <- Q %*% t(X) %*% Vi %*% y
  g <- s / (s + psi); th <- g * y + (1 - g) * c(X %*% b)
  av <- if (method == "fh") 2 * m / tr(Vi)^2 else 2 / tr(Vi %*% Vi)
  bias <- switch(method, reml = 0,
    ml = -tr(Q %*% t(X) %*% Vi %*% Vi %*% X) / tr(Vi %*% Vi),
    fh = 2 * (m * tr(Vi %*% Vi) - tr(Vi)^2) / tr(Vi)^3)
  mse <- g * psi + (1 - g)^2 * diag(X %*% Q %*% t(X)) +
    2 * psi^2 / (s + psi)^3 * av - bias * (1 - g)^2
  out[[id]] <<- list(variance = s, beta = c(b), se = sqrt(diag(Q)), eblup = th, mse = mse)
}
fh("milk.reml", "reml"); fh("milk.ml", "ml"); fh("milk.fh", "fh")

data(api)
d <- read.csv("../survey/data/apiclus1.csv"); d <- d[!is.na(d$api00), ]
pop <- apipop[apipop$dnum %in% c(d$dnum, 1, 2, 3), ]
means <- aggregate(cbind(meals, ell) ~ dnum, pop, mean)
write.csv(means, "districts.csv", row.names = FALSE, quote = FALSE)
X <- model.matrix(~meals + ell, d); y <- d$api00; n <- length(y)
Z <- model.matrix(~factor(d$dnum) - 1); J <- Z %*% t(Z)
th <- c(500, 1500)
for (i in 1:500) {
  V <- th[1] * J + th[2] * diag(n); Vi <- solve(V)
  P <- Vi - Vi %*% X %*% solve(t(X) %*% Vi %*% X) %*% t(X) %*% Vi
  Py <- P %*% y; PJ <- P %*% J
  s <- c(t(Py) %*% J %*% Py - tr(PJ), sum(Py^2) - tr(P))
  I <- matrix(c(tr(PJ %*% PJ), tr(PJ %*% P), tr(PJ %*% P), tr(P %*% P)), 2)
  step <- solve(I, s); th <- th + step; if (max(abs(step / th)) < 1e-13) break
}
V <- th[1] * J + th[2] * diag(n); Vi <- solve(V)
C <- solve(t(X) %*% Vi %*% X); b <- C %*% t(X) %*% Vi %*% y
info <- 0.5 * matrix(c(tr(Vi %*% J %*% Vi %*% J), tr(Vi %*% J %*% Vi),
                       tr(Vi %*% J %*% Vi), tr(Vi %*% Vi)), 2)
av <- solve(info)
area <- function(k) {
  r <- d$dnum == k; ni <- sum(r); xp <- c(1, unlist(means[means$dnum == k, c("meals", "ell")]))
  if (ni == 0) return(c(sum(xp * b), th[1] + t(xp) %*% C %*% xp))
  g <- th[1] / (th[1] + th[2] / ni); xs <- colMeans(X[r, , drop = FALSE])
  e <- xp - g * xs
  h <- th[2]^2 * av[1, 1] + th[1]^2 * av[2, 2] - 2 * th[1] * th[2] * av[1, 2]
  c(sum(xp * b) + g * (mean(y[r]) - sum(xs * b)),
    g * th[2] / ni + t(e) %*% C %*% e + 2 * h / (ni^2 * (th[1] + th[2] / ni)^3))
}
a <- sapply(means$dnum, area)
out$unit <- list(variances = th, beta = c(b), se = sqrt(diag(C)), eblup = a[1, ], mse = a[2, ])
l <- lme(api00 ~ meals + ell, random = ~1 | dnum, data = d, method = "REML",
  control = lmeControl(msTol = 1e-13, tolerance = 1e-12, opt = "optim", reltol = 1e-15))
v <- as.numeric(VarCorr(l)[, 1]); cat("nlme against scoring:", v / th - 1, "\n")

# A parametric bootstrap of the errors by refits with nlme: the mean squared
# errors and the standard errors that 2000 draws leave them with.
set.seed(1)
pop_x <- model.matrix(~meals + ell, means); B <- 2000
draw <- function(i) {
  v <- setNames(rnorm(nrow(means), 0, sqrt(th[1])), means$dnum)
  d$ys <- c(X %*% b) + v[as.character(d$dnum)] + rnorm(n, 0, sqrt(th[2]))
  l <- tryCatch(lme(ys ~ meals + ell, random = ~1 | dnum, data = d, method = "REML"), error = function(e) NULL)
  if (is.null(l)) return(rep(NA, nrow(means)))
  u <- setNames(rep(0, nrow(means)), means$dnum); r <- ranef(l)
  u[rownames(r)] <- r[[1]]
  (c(pop_x %*% fixef(l)) + u - c(pop_x %*% b) - v)^2
}
sq <- sapply(seq_len(B), draw); sq <- sq[, !is.na(sq[1, ])]
out$bootstrap <- list(mse = rowMeans(sq), se = apply(sq, 1, sd) / sqrt(ncol(sq)))
cat("bootstrap draws:", ncol(sq), "\n")

json <- function(x) if (is.list(x)) paste0("{", paste0('"', names(x), '": ', sapply(x, json), collapse = ",\n "), "}") else
  paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
writeLines(json(out), "expected.json")
