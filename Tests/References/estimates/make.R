# Expected values of estimates and tests that open_results.json does not hold.
# R survey 4.1-1. Run: Rscript make.R > expected.csv
suppressMessages(library(survey))
d <- read.csv("../survey/data/apistrat.csv")
emit <- function(id, x) for (n in names(x))
  cat(sprintf("%s,%s,%.15g\n", id, n, as.numeric(x[[n]])))
cat("id,name,value\n")
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = d, fpc = ~fpc)
dc <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc,
  data = read.csv("../survey/data/apiclus1.csv"))
jk <- as.svrepdesign(ds, type = "JKn")

g <- svygofchisq(~sch.wide, p = c(.2, .8), design = ds)
emit("gof.sch", c(x2 = g$statistic[[1]], p = g$p.value[[1]]))
g <- svygofchisq(~comp.imp, p = c(.5, .5), design = dc)
emit("gof.comp.clus", c(x2 = g$statistic[[1]], p = g$p.value[[1]]))
g <- svygofchisq(~stype, p = c(.7, .12, .18), design = dc)
emit("gof.stype.clus", c(x2 = g$statistic[[1]], p = g$p.value[[1]]))

for (t in c("KruskalWallis", "vanderWaerden", "median")) {
  r <- eval(bquote(svyranktest(meals ~ stype, dc, test = .(t))))
  emit(paste0("rank3.clus.", t), c(chisq = r$parameter[[1]], p = r$p.value[[1]]))
}

v <- svyvar(~api00 + enroll + meals, ds)
k <- vcov(v)
s <- as.matrix(v)
pair <- function(i, j) {
  at <- c((i - 1) * 3 + i, (i - 1) * 3 + j, (j - 1) * 3 + j)
  m <- k[at, at]
  r <- s[i, j] / sqrt(s[i, i] * s[j, j])
  gr <- c(-r / (2 * s[i, i]), r / s[i, j], -r / (2 * s[j, j]))
  c(r = r, se = sqrt(drop(gr %*% m %*% gr)))
}
emit("cor.api00.enroll", pair(1, 2))
emit("cor.api00.meals", pair(1, 3))
emit("cor.enroll.meals", pair(2, 3))
vj <- svyvar(~api00, jk)
emit("var.jkn", c(v = as.numeric(vj), se = sqrt(as.numeric(attr(vj, "var")))))

data(api); pop <- apipop
x <- sapply(split(pop$enroll, pop$stype), sum, na.rm = TRUE)
emit("enroll.totals", x)
emit("enroll.totals", c(all = sum(x)))
p <- predict(svyratio(~api.stu, ~enroll, ds), total = sum(x))
emit("ratio.total", c(total = p$total[[1]], se = p$se[[1]]))

emit("contrast.jkn", {
  b <- svyby(~api00, ~stype, jk, svymean, covmat = TRUE)
  h <- svycontrast(b, c(E = 1, H = -1))
  c(est = coef(h)[[1]], se = SE(h)[[1]])
})
emit("contrast.product", {
  h <- svycontrast(svymean(~api00 + meals + ell, ds),
    quote(log(api00) * sqrt(meals) - ell^2 / exp(1)))
  c(est = coef(h)[[1]], se = SE(h)[[1]])
})
emit("ttest.clus", {
  t <- svyttest(api00 ~ comp.imp, dc)
  c(t = t$statistic[[1]], df = t$parameter[[1]], est = t$estimate[[1]],
    p = t$p.value[[1]])
})
set.seed(1)
p <- c(0.01, 0.04, 0.03, 0.2, 0.5, 0.04, 0.9, 0.002)
for (m in c("holm", "hochberg", "BH", "BY", "bonferroni"))
  emit(paste0("adjust.", m), setNames(p.adjust(p, m), seq_along(p)))

a <- c(1, 1, 2, 2, 3, 3, 3, 1, 2, 3, 2, 1, 1, 2, 3, 3, 2, 2, 1, 3)
b <- c(1, 2, 2, 2, 3, 2, 3, 1, 1, 3, 3, 1, 1, 2, 3, 1, 2, 2, 1, 3)
lin <- 1 - abs(outer(1:3, 1:3, "-")) / 2
qua <- 1 - outer(1:3, 1:3, "-")^2 / 4
# Cohen (1968): weighted observed against weighted expected agreement, with
# the standard error of the delta method from svymean of the cells.
rated <- svydesign(id = ~1, weights = ~w, data = data.frame(
  a = factor(a), b = factor(b), w = rep(c(1, 2), 10)))
cells <- svymean(~interaction(a, b), rated)
kappa <- function(p, v) {
  m <- matrix(p, 3)
  e <- sum(v * outer(rowSums(m), colSums(m)))
  (sum(v * m) - e) / (1 - e)
}
for (n in c("linear", "quadratic")) {
  v <- if (n == "linear") lin else qua
  p <- coef(cells)
  g <- sapply(1:9, function(i) {
    h <- 1e-6
    up <- p; up[i] <- up[i] + h
    down <- p; down[i] <- down[i] - h
    (kappa(up, v) - kappa(down, v)) / (2 * h)
  })
  emit(paste0("kappa.", n), c(k = kappa(p, v),
    se = sqrt(drop(g %*% vcov(cells) %*% g))))
}

brr <- as.svrepdesign(svydesign(id = ~1, strata = ~stype, weights = ~pw,
  data = d), type = "JKn")
q <- svyquantile(~api00, brr, c(.25, .5), interval.type = "quantile")
emit("quantile.jkn.replicates", c(q25 = q[[1]][1, 1], lo25 = q[[1]][1, 2],
  hi25 = q[[1]][1, 3], se25 = q[[1]][1, 4], q50 = q[[1]][2, 1],
  se50 = q[[1]][2, 4]))
for (i in c("mean", "beta", "xlogit", "asin")) {
  q <- svyby(~enroll, ~stype, ds, svyquantile, quantiles = .75, ci = TRUE,
    vartype = c("se", "ci"), qrule = "hf7", interval.type = i)
  for (g in rownames(q)) emit(paste0("quantile.by.", i), setNames(
    c(q[g, "enroll"], q[g, "se.enroll"], q[g, "ci_l"], q[g, "ci_u"]),
    paste0(g, c(".q", ".se", ".lo", ".hi"))))
}

# Where the deviance of the binomial model, by the dispersion n/(n - 1) and the
# design effect, is t^2; svyciprop interpolates it.
exact <- function(x, des) {
  m <- svymean(x, des)
  p <- coef(m)[[1]]
  n <- nrow(des)
  want <- qt(.975, degf(des))^2 * SE(m)[[1]]^2 / (2 * p * (1 - p)) * n / (n - 1)
  f <- function(u) p * log(p / u) + (1 - p) * log((1 - p) / (1 - u)) - want
  c(lo = uniroot(f, c(1e-12, p), tol = 1e-15)$root,
    hi = uniroot(f, c(p, 1 - 1e-12), tol = 1e-15)$root)
}
emit("likelihood.api00", exact(~as.numeric(api00 > 700), ds))
emit("likelihood.emer", exact(~as.numeric(emer > 40), ds))
emit("likelihood.ell", exact(~as.numeric(ell == 0), dc))
