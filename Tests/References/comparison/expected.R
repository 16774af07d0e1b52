# Expected numbers for Tests/SurveyStatisticsTests/Comparison and .../Ceiling,
# by base R (4.x). Writes expected.json beside the working directory:
#
#     Rscript expected.R > expected.json

num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
items <- c()
put <- function(name, x) items <<- c(items, sprintf('  "%s": %s', name, num(x)))

# P(beta 1 > beta 2) by adaptive quadrature on the scale of the rate.
a <- 4.74931919484294; b <- 1.4139411555972474
x <- c(19, 36, 4, 104, 2, 55, 12, 24); n <- c(20, 50, 7, 120, 6, 60, 12, 40)
above <- function(i, k) {
  f <- function(t) dbeta(t, x[i] + a, n[i] - x[i] + b) *
    pbeta(t, x[k] + a, n[k] - x[k] + b)
  m <- (x[i] + a) / (n[i] + a + b)
  s <- sqrt(m * (1 - m) / (n[i] + a + b + 1))
  cuts <- sort(unique(pmin(1, pmax(0, c(0, m - 8 * s, m - 3 * s, m, m + 3 * s,
                                        m + 8 * s, 1)))))
  sum(sapply(seq_along(cuts)[-1], function(j)
    integrate(f, cuts[j - 1], cuts[j], rel.tol = 1e-12, abs.tol = 1e-16,
              subdivisions = 2000L)$value))
}
put("beta_above_1", sapply(2:8, function(k) above(1, k)))
put("beta_above_7", sapply(c(1:6, 8), function(k) above(7, k)))

# Critical values of the largest |z| of one unit, by integration.
se <- c(1.9, 2.5, 5.8, 1.4, 6.9, 2.2, 4.1, 2.8)
critical <- function(i, others) {
  r <- sqrt(se[i]^2 + se[others]^2)
  p <- function(c) integrate(function(t) sapply(t, function(v) dnorm(v) * prod(
    pnorm((v * se[i] + c * r) / se[others]) -
      pnorm((v * se[i] - c * r) / se[others]))), -8.5, 8.5,
    rel.tol = 1e-12, subdivisions = 2000L)$value
  uniroot(function(c) p(c) - 0.95, c(1.5, 4), tol = 1e-13)$root
}
put("own_maximum", sapply(1:8, function(i) critical(i, setdiff(1:8, i))))

# Goldstein and Healy.
pairs <- combn(8, 2)
gh <- function(v) uniroot(function(f) mean(2 * pnorm(
  -f * (v[pairs[1, ]] + v[pairs[2, ]]) /
    sqrt(v[pairs[1, ]]^2 + v[pairs[2, ]]^2))) - 0.05, c(0.5, 3),
  tol = 1e-14)$root
put("goldstein_healy", c(gh(se), gh(rep(1, 8))))

# Poisson-binomial.
p <- c(0.9, 0.95, 0.99, 0.5, 0.7, 0.7, 0.85, 0.2)
pmf <- function(p) { m <- 1; for (q in p) m <- c(m * (1 - q), 0) + c(0, m * q); m }
put("poisson_binomial_cdf", cumsum(pmf(p)))
limit <- function(p, q) {
  f <- cumsum(pmf(p)); r <- which(f >= q)[1]
  low <- if (r > 1) f[r - 1] else 0
  (r - 1) - (f[r] - q) / (f[r] - low)
}
put("poisson_binomial_limits", sapply(c(0.001, 0.025, 0.975, 0.999),
                                      function(q) max(0, limit(p, q))))
moved <- function(s) plogis(qlogis(p) + s)
lower <- uniroot(function(s) 1 - cumsum(pmf(moved(s)))[4] - 0.025, c(-20, 20),
                 tol = 1e-14)$root
upper <- uniroot(function(s) cumsum(pmf(moved(s)))[5] - 0.025, c(-20, 20),
                 tol = 1e-14)$root
put("poisson_binomial_interval", c(sum(moved(lower)), sum(moved(upper))))
byar <- function(o, z = qnorm(0.975)) c(
  o * (1 - 1 / (9 * o) - z / (3 * sqrt(o)))^3,
  (o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * sqrt(o + 1)))^3)
put("byar_12", byar(12))

# Exact intervals, tests and measures of pairs.
put("clopper_pearson_47_9027", binom.test(47, 9027)$conf.int)
put("clopper_pearson_0_444", binom.test(0, 444)$conf.int)
put("garwood_47", poisson.test(47)$conf.int)
put("garwood_0", poisson.test(0)$conf.int)
put("mcnemar_3_15", binom.test(3, 18)$p.value)
wilson <- function(x, n) prop.test(x, n, correct = FALSE)$conf.int
newcombe <- function(a, b, c, d) {
  n <- a + b + c + d; p1 <- (a + b) / n; p2 <- (a + c) / n
  w1 <- wilson(a + b, n); w2 <- wilson(a + c, n)
  cross <- a * d - b * c
  if (cross > 0) cross <- max(cross - n / 2, 0)
  den <- (a + b) * (c + d) * (a + c) * (b + d)
  phi <- if (den > 0) cross / sqrt(den) else 0
  low <- sqrt((p2 - w2[1])^2 - 2 * phi * (p2 - w2[1]) * (w1[2] - p1) +
                (w1[2] - p1)^2)
  high <- sqrt((w2[2] - p2)^2 - 2 * phi * (w2[2] - p2) * (p1 - w1[1]) +
                 (p1 - w1[1])^2)
  c(p2 - p1 - low, p2 - p1 + high)
}
put("newcombe_70_3_15_12", newcombe(70, 3, 15, 12))
put("newcombe_90_0_10_0", newcombe(90, 0, 10, 0))
table <- matrix(c(480, 9, 2, 300, 14, 5, 30, 3, 4, 40, 6, 9), 4, 3, byrow = TRUE)
rows <- rep(row(table), table); columns <- rep(col(table), table)
put("kendall", cor(rows, columns, method = "kendall"))
two <- matrix(c(780, 30, 70, 22), 2, 2, byrow = TRUE)
put("phi", (780 * 22 - 30 * 70) / sqrt(810 * 92 * 850 * 52))
put("fisher", fisher.test(two)$p.value)
put("fisher_small", fisher.test(matrix(c(3, 1, 2, 9), 2, 2, byrow = TRUE))$p.value)

# Imbens and Manski.
im <- function(l, u, sl, su) {
  f <- function(c) pnorm(c + (u - l) / max(sl, su)) - pnorm(-c) - 0.95
  c <- uniroot(f, c(0, 5), tol = 1e-14)$root
  c(l - c * sl, u + c * su)
}
put("imbens_manski", c(im(0.7, 0.8, 0.02, 0.015), im(0.9, 0.9, 0.01, 0.01)))

# Votes of units with case mix: logistic regression, observed by expected.
mix <- read.csv("casemix.csv")
fit <- glm(solved ~ category + complexity, binomial, mix)
mix$expected <- fitted(fit)
oe <- aggregate(cbind(solved, expected) ~ unit, mix, sum)
put("logistic_expected", oe$expected)
rate <- ave(mix$solved, mix$category, mix$complexity)
put("indirect_expected", aggregate(rate ~ mix$unit, FUN = sum)[, 2])
cat("{\n", paste(items, collapse = ",\n"), "\n}\n", sep = "")
