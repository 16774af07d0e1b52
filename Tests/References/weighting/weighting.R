# Expected values for weighting, by R's survey package (4.1-1):
#   Rscript weighting.R > expected.csv
# The data come with the package; apiclus1 gets a made-up response status.
suppressMessages(library(survey))
data(api)
out <- function(id, ...) {
  v <- c(...)
  for (n in names(v)) cat(sprintf("%s,%s,%.17g\n", id, n, v[[n]]))
}
both <- function(d) {
  m <- svymean(~api00, d); t <- svytotal(~enroll, d); w <- weights(d)
  c(mean = coef(m)[[1]], se = SE(m)[[1]], total = coef(t)[[1]],
    setotal = SE(t)[[1]], min = min(w), max = max(w), sum = sum(w),
    w1 = w[[1]], w50 = w[[50]])
}
cat("id,name,value\n")
apiclus1$both <- apiclus1$both
dc <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)

# Raking and GREG within the values of sch.wide.
pop <- with(apipop, table(sch.wide, stype))
aw <- with(apipop, table(sch.wide, awards))
st <- as.data.frame(pop); sa <- as.data.frame(aw)
rs <- rake(dc, list(~sch.wide + stype, ~sch.wide + awards), list(st, sa),
  control = list(maxit = 500, epsilon = 1e-12))
out("segmented.rake", both(rs))
api <- tapply(apipop$api99, apipop$sch.wide, sum)
mm <- model.matrix(~0 + sch.wide:stype + sch.wide:api99, apipop)
g <- calibrate(dc, ~0 + sch.wide:stype + sch.wide:api99, colSums(mm))
out("segmented.linear", both(g))
for (s in c("No", "Yes")) {
  out("segmented.targets", setNames(as.numeric(pop[s, ]),
    paste0(s, ".stype.", colnames(pop))))
  out("segmented.targets", setNames(as.numeric(aw[s, ]),
    paste0(s, ".awards.", colnames(aw))))
  out("segmented.targets", setNames(api[[s]], paste0(s, ".api99")))
}

# Raking by the distance, margins only: the same weights as rake, and
# residuals of the regression.
rd <- calibrate(dc, list(~stype, ~sch.wide),
  list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)),
    data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))),
  calfun = "raking", epsilon = 1e-12)
out("distance.rake", both(rd))

# Residuals whose variances differ from row to row.
for (f in c("linear", "raking", "logit")) {
  q <- calibrate(dc, ~stype + enroll, c(`(Intercept)` = 6194, stypeH = 755,
    stypeM = 1018, enroll = 3811472), variance = c(0, 0, 0, 1), calfun = f,
    bounds = if (f == "logit") c(0.2, 5) else c(-Inf, Inf),
    epsilon = 1e-13, maxit = 200)
  m <- svymean(~api00, q); t <- svytotal(~api.stu, q); w <- weights(q)
  # For raking and logit R leaves the variances out of the residuals, where
  # Deville and Saerndal (1992, 3.4) have them for every distance.
  error <- function(y) {
    x <- model.matrix(~stype + enroll, apiclus1)
    e <- lm.wfit(x, y, weights(dc) / apiclus1$enroll)$residuals
    sqrt(drop(survey:::svyrecvar(as.matrix(e * w), dc$cluster, dc$strata, dc$fpc)))
  }
  se <- error((apiclus1$api00 - coef(m)[[1]]) / sum(w))
  setotal <- error(apiclus1$api.stu)
  if (f == "linear") stopifnot(all.equal(c(se, setotal), c(SE(m), SE(t)), tolerance = 1e-10, check.attributes = FALSE))
  out(paste0("variance.", f), c(mean = coef(m)[[1]], se = se,
    total = coef(t)[[1]], setotal = setotal, min = min(w), max = max(w),
    sum = sum(w), w1 = w[[1]], w50 = w[[50]]))
}

# Groups that lie in some strata and clusters only: what a calibration explains
# of them is taken from the rows of all others as well.
group <- function(d, g) {
  s <- subset(d, g)
  m <- svymean(~api00, s); t <- svytotal(~meals, s); r <- svyratio(~api00, ~api99, s)
  c(mean = coef(m)[[1]], se = SE(m)[[1]], total = coef(t)[[1]],
    setotal = SE(t)[[1]], ratio = coef(r)[[1]], seratio = SE(r)[[1]],
    df = degf(s))
}
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
d2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
years <- data.frame(yr.rnd = c("No", "Yes"), Freq = c(5244, 950))
for (n in c("strat", "clus2")) {
  d <- if (n == "strat") ds else d2
  g <- if (n == "strat") quote(stype != "E") else quote(dnum < 300)
  p <- postStratify(d, ~sch.wide, wide)
  r <- rake(d, list(~sch.wide, ~yr.rnd), list(wide, years), control = list(maxit = 500, epsilon = 1e-12))
  l <- calibrate(d, ~sch.wide + api99, c(`(Intercept)` = 6194, sch.wideYes = 5122, api99 = 3914069), epsilon = 1e-12)
  for (k in c("post", "rake", "linear")) out(paste("group", n, k, sep = "."),
    group(list(post = p, rake = r, linear = l)[[k]], eval(g, d$variables)))
}

# Crossed margin, raked with a third one.
cross <- as.data.frame(with(apipop, table(stype, sch.wide)))
year <- data.frame(yr.rnd = c("No", "Yes"), Freq = c(5244, 950))
cr <- rake(dc, list(~stype + sch.wide, ~yr.rnd), list(cross, year),
  control = list(maxit = 500, epsilon = 1e-12))
out("crossed.rake", both(cr))

# Trimming: strict and not, of the weights raked above.
tr <- trimWeights(rs, lower = 15, upper = 60)
out("trim.once", both(tr))

# Non-response. Status by a rule that depends on the rows only.
i <- seq_len(nrow(apiclus1))
apiclus1$status <- ifelse(i %% 11 == 0, "IN", ifelse(i %% 13 == 0, "UK",
  ifelse((i * 7) %% 10 < 3 + (apiclus1$stype == "E"), "NR", "RR")))
w <- apiclus1$pw; s <- apiclus1$status
cell <- interaction(apiclus1$sch.wide, apiclus1$stype == "E")
by <- function(k) ave(w * (s %in% k), cell, FUN = sum)
f <- (by(c("RR", "NR")) / by("RR")) * by(c("RR", "NR", "IN", "UK")) /
  by(c("RR", "NR", "IN"))
apiclus1$w.cell <- ifelse(s == "RR", w * f, 0)
f2 <- by(c("RR", "NR", "UK")) / by("RR")
apiclus1$w.cell2 <- ifelse(s == "RR", w * f2, 0)
fit <- glm((s == "RR") ~ stype + api99, family = quasibinomial, weights = w,
  subset = s %in% c("RR", "NR"), data = apiclus1,
  control = glm.control(epsilon = 1e-15, maxit = 100))
p <- rep(NA, length(w)); p[s %in% c("RR", "NR")] <- fitted(fit)
u <- sum(w) / sum(w[s != "UK"])
apiclus1$w.prop <- ifelse(s == "RR", w / p * u, 0)
cut5 <- quantile(p, 1:4 / 5, na.rm = TRUE)
cl <- findInterval(-p, -rev(cut5)); cl <- 4 - cl
cl <- colSums(outer(cut5, p, "<"))
num <- tapply(w[!is.na(p)], cl[!is.na(p)], sum)
den <- tapply(w[s == "RR"], cl[s == "RR"], sum)
apiclus1$w.class <- ifelse(s == "RR",
  w * (num / den)[as.character(cl)] * u, 0)
d <- !is.na(p); N <- sum(w[d]); pm <- sum(w[d] * p[d]) / N
out("nonresponse.indicator",
  r = 1 - 2 * sqrt(sum(w[d] * (p[d] - pm)^2) / (N - 1)))
for (n in c("w.cell", "w.cell2", "w.prop", "w.class")) {
  apiclus1$w. <- apiclus1[[n]]
  dn <- svydesign(id = ~dnum, weights = ~w., data = apiclus1, fpc = ~fpc)
  out(paste0("nonresponse.", n), both(dn))
}
# svyrecvar of 4.1-1 takes the mean of the cell away from rows of weight 0 as
# well; every cluster has respondents, so that the others can be left out.
dn <- svydesign(id = ~dnum, weights = ~w.cell, fpc = ~fpc,
  data = subset(apiclus1, w.cell > 0))
stopifnot(length(unique(dn$cluster[[1]])) == 15)
ps <- postStratify(dn, ~stype,
  data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)))
out("nonresponse.poststratify", both(ps))

# Design effect of weighting, after raking.
w <- weights(rs)
out("kish", deff = length(w) * sum(w^2) / sum(w)^2,
  effective = sum(w)^2 / sum(w^2))
