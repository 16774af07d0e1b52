# Expected numbers for designs with unequal probabilities, replicate weights
# and two phases, by R's survey package. Run in this folder:
#   Rscript designs.R
suppressMessages(library(survey))
read <- function(n) read.csv(file.path("../survey/data", paste0(n, ".csv")))
out <- list()
rec <- function(id, x, df = NULL) {
  if (inherits(x, "svyratio")) {
    v <- c(est = x$ratio[[1]], se = sqrt(x$var)[[1]])
  } else {
    v <- c(setNames(coef(x), paste0("est.", names(coef(x)))),
           setNames(as.vector(SE(x)), paste0("se.", names(coef(x)))))
  }
  if (!is.null(df)) v <- c(v, df = df)
  out[[id]] <<- v
}
quiet <- suppressWarnings

# Unequal probabilities, within strata and in two stages. The probabilities
# are made up: in proportion to enrolment, for the schools of a sample.
pps <- read("election_pps")
joint <- as.matrix(read("election_jointprob"))
pps$half <- 2 - seq_len(nrow(pps)) %% 2
for (m in c("brewer", "overton")) {
  d <- svydesign(id = ~1, strata = ~half, fpc = ~p, data = pps, pps = m)
  rec(paste0("strata.", m, ".total"), svytotal(~Bush + Kerry, d))
  rec(paste0("strata.", m, ".mean"), svymean(~Bush + Kerry, d))
  rec(paste0("strata.", m, ".ratio"), svyratio(~Bush, ~votes, d))
  rec(paste0("strata.", m, ".domain"),
      svymean(~Bush, subset(d, TotPrecincts > 300)))
}
rec("strata.overton.yg", svytotal(~Bush + Kerry,
  svydesign(id = ~1, strata = ~half, fpc = ~p, data = pps, pps = "overton",
            variance = "YG")))
rec("strata.hr", svytotal(~Bush + Kerry,
  svydesign(id = ~1, strata = ~half, fpc = ~p, data = pps, pps = HR())))
rec("joint.ratio", svyratio(~Bush, ~votes,
  svydesign(id = ~1, fpc = ~p, data = pps, pps = ppsmat(joint))))
rec("joint.yg.domain", svymean(~Bush, subset(
  svydesign(id = ~1, fpc = ~p, data = pps, pps = ppsmat(joint),
            variance = "YG"), TotPrecincts > 300)))
# The book example of two stages; probabilities of districts are made up.
# R pairs probabilities in the order of the rows with sums in the order of
# the clusters, so that clusters have to be sorted.
mu <- read("mu284")
mu <- mu[order(mu$id1), ]
ids <- unique(mu$id1)
mu$p1 <- c(0.05, 0.12, 0.2, 0.07, 0.3)[match(mu$id1, ids)]
mu$p2 <- ave(mu$id2, mu$id1, FUN = length) / mu$n2
d <- svydesign(id = ~id1 + id2, fpc = ~p1 + p2, data = mu, pps = "brewer")
rec("stages.brewer.total", svytotal(~y1, d))
rec("stages.brewer.mean", svymean(~y1, d))

# Made replicates.
strat <- read("apistrat")
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc,
                data = strat)
jkn <- as.svrepdesign(ds, type = "JKn")
rec("jkn.domain", svymean(~api00, subset(jkn, sch.wide == "No")),
    degf(subset(jkn, sch.wide == "No")))
rec("jkn.stratum", svymean(~api00, subset(jkn, stype == "E")),
    degf(subset(jkn, stype == "E")))
rec("jkn.two", svymean(~api00, subset(jkn, stype != "E" & api00 > 500 |
                                      stype == "M")),
    degf(subset(jkn, stype != "E" & api00 > 500 | stype == "M")))
jkm <- as.svrepdesign(ds, type = "JKn", mse = TRUE)
rec("jkn.mse", svyratio(~api.stu, ~enroll, jkm))
# A stratum of one school, under each policy.
one <- strat[c(1, which(strat$stype != strat$stype[1])[1:30],
               which(strat$stype == "M")[1:20]), ]
one <- one[!duplicated(one$snum), ]
for (p in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = p)
  d1 <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = one)
  j <- quiet(as.svrepdesign(d1, type = "JKn"))
  rec(paste0("single.jkn.", p), svymean(~api00, j), degf(j))
}
options(survey.lonely.psu = "fail")
write.csv(one[, c("snum", "stype", "pw", "api00")], "single.csv",
          row.names = FALSE, quote = FALSE)
# Two districts in each of 13 strata, made of apiclus1's first 26 schools.
pair <- read("apiclus1")[1:26, ]
pair$stratum <- rep(1:13, each = 2)
pair$unit <- rep(1:2, 13)
dp <- svydesign(id = ~unit, strata = ~stratum, weights = ~pw, data = pair,
                nest = TRUE)
brr <- as.svrepdesign(dp, type = "BRR")
fay <- as.svrepdesign(dp, type = "Fay", fay.rho = 0.4)
rec("brr.total", svytotal(~api00 + enroll, brr), degf(brr))
rec("fay.total", svytotal(~api00 + enroll, fay), degf(fay))
rec("pair.total", svytotal(~api00 + enroll, dp), degf(dp))

# Supplied replicates: R's own weights, written out and read again.
w <- weights(brr, "analysis")
colnames(w) <- paste0("rep", seq_len(ncol(w)))
f <- as.matrix(weights(fay, "replication"))
colnames(f) <- paste0("fac", seq_len(ncol(f)))
j <- weights(as.svrepdesign(dp, type = "JKn"), "analysis")
colnames(j) <- paste0("jk", seq_len(ncol(j)))
supplied <- cbind(pair[, c("stratum", "unit", "pw", "api00", "enroll",
                           "stype")], w, f, j)
write.csv(format(supplied, digits = 15, trim = TRUE, justify = "none"),
          "supplied.csv", row.names = FALSE, quote = FALSE)
supplied <- read.csv("supplied.csv")
sup <- function(pattern, ...) quiet(svrepdesign(data = supplied,
  weights = ~pw, repweights = pattern, ...))
all <- function(id, d) {
  rec(paste0(id, ".mean"), svymean(~api00 + enroll, d), degf(d))
  rec(paste0(id, ".ratio"), svyratio(~enroll, ~api00, d))
}
all("supplied.brr", sup("^rep[0-9]+", type = "BRR"))
all("supplied.fay", sup("^fac[0-9]+", type = "Fay", rho = 0.4,
                        combined.weights = FALSE))
all("supplied.jkn", sup("^jk[0-9]+", type = "JKn", rscales = 0.5, scale = 1))
all("supplied.jk1", sup("^jk[0-9]+", type = "JK1"))
all("supplied.jk2", sup("^jk[0-9]+", type = "JK2"))
all("supplied.bootstrap", sup("^rep[0-9]+", type = "bootstrap"))
all("supplied.sdr", sup("^rep[0-9]+", type = "successive-difference"))
all("supplied.other", sup("^rep[0-9]+", type = "other", scale = 0.25,
                          rscales = c(0, rep(0.5, ncol(w) - 1))))
domain <- function(id, d) {
  for (part in c("E", "H")) rec(paste0(id, ".domain.", part),
    svymean(~api00, subset(d, stype == part)), degf(subset(d, stype == part)))
}
domain("supplied.brr", sup("^rep[0-9]+", type = "BRR"))
domain("supplied.jkn", sup("^jk[0-9]+", type = "JKn", rscales = 0.5,
                           scale = 1))
all("supplied.brr.mse", sup("^rep[0-9]+", type = "BRR", mse = TRUE))

# Strata of one unit joined with the one before, as one stratum by hand.
one$joined <- ifelse(one$stype == "E", "H", one$stype)
rec("collapse.mean", svymean(~api00,
  svydesign(id = ~1, strata = ~joined, weights = ~pw, data = one)))

# Two phases: every school of the first phase is in the file; of each type
# some are in the second. Which ones is made up.
srs <- read("apisrs")
srs$second <- (seq_len(nrow(srs)) * 7) %% 5 < ifelse(srs$stype == "E", 2, 4)
srs$area <- ifelse(srs$dnum %% 2 == 0, "even", "odd")
srs$areafpc <- ifelse(srs$area == "even", 3000, 3194)
srs$big <- 1e9
# Clusters of the second phase, and rows drawn within them: made up.
srs$group <- paste0(srs$stype, seq_len(nrow(srs)) %% 12)
srs$chosen <- (seq_len(nrow(srs)) %% 12 * 7) %% 5 < 3
srs$part <- srs$chosen & !(ave(srs$snum, srs$group, FUN = seq_along) > 2 &
                           srs$snum %% 2 == 0)
srs$chance <- round(0.2 + 0.6 * rank(srs$enroll) / nrow(srs), 3)
srs$first <- round(0.02 + 0.06 * rank(srs$api.stu) / nrow(srs), 4)
write.csv(srs[, c("snum", "stype", "dnum", "pw", "fpc", "big", "area",
                  "areafpc", "second", "api00", "enroll", "group", "chosen",
                  "part", "chance", "first")], "twophase.csv",
          row.names = FALSE, quote = FALSE)
phases <- function(id, method, ...) {
  d <- quiet(twophase(id = list(~1, ~1), data = srs, subset = ~second,
                      method = method, ...))
  rec(paste0(id, ".mean"), svymean(~api00 + enroll, d), degf(d))
  rec(paste0(id, ".total"), svytotal(~enroll, d))
  rec(paste0(id, ".ratio"), svyratio(~enroll, ~api00, d))
}
for (m in c("full", "approx")) {
  phases(paste0("phases.", m), m, strata = list(NULL, ~stype),
         fpc = list(~fpc, NULL))
  if (m == "approx") {
    phases(paste0("phases.strata.", m), m, strata = list(~area, ~stype),
           fpc = list(~areafpc, NULL))
  }
  phases(paste0("phases.plain.", m), m, strata = list(NULL, NULL),
         fpc = list(~fpc, NULL))
}
phases("phases.open.approx", "approx", strata = list(NULL, ~stype),
       weights = list(~pw, NULL))
# With strata of unequal size in the first phase R's `full` takes the sample
# sizes of other rows' strata, so the double sum is written out here.
check <- function(all, by, population, take) {
  n <- ave(all, by, FUN = length)[take]
  N <- population[take]
  by <- by[take]
  pairs <- outer(by, by, "==") * (n * (n - 1) / (N * (N - 1))) +
    outer(by, by, "!=") * outer(n / N, n / N)
  diag(pairs) <- n / N
  pairs
}
take <- srs$second
sub <- srs[take, ]
group <- as.integer(factor(srs$stype))
many <- ave(rep(1, nrow(srs)), group, FUN = sum)
# The second phase draws the sampled rows of a type among all of its rows.
drawn <- ave(as.numeric(take), group, FUN = sum)
two <- outer(group[take], group[take], "==") *
  (drawn * (drawn - 1) / (many * (many - 1)))[take] +
  outer(group[take], group[take], "!=") *
  outer((drawn / many)[take], (drawn / many)[take])
diag(two) <- (drawn / many)[take]
first <- check(rep(1, nrow(srs)), as.integer(factor(srs$area)), srs$areafpc,
               take)
joint12 <- first * two
p12 <- diag(joint12)
D <- 1 - outer(p12, p12) / joint12
diag(D) <- 1 - p12
se <- function(u) sqrt(drop((u / p12) %*% D %*% (u / p12)))
W <- sum(1 / p12)
mean12 <- function(y) sum(y / p12) / W
for (v in c("api00", "enroll")) {
  m <- mean12(sub[[v]])
  out[["phases.strata.full.mean"]][paste0(c("est.", "se."), v)] <-
    c(m, se((sub[[v]] - m) / W))
}
out[["phases.strata.full.mean"]]["df"] <- nrow(sub) - 3
out[["phases.strata.full.total"]] <-
  c(est.enroll = sum(sub$enroll / p12), se.enroll = se(sub$enroll))
r <- mean12(sub$enroll) / mean12(sub$api00)
out[["phases.strata.full.ratio"]] <- c(est = r,
  se = se((sub$enroll - r * sub$api00) / sum(sub$api00 / p12)))
# Second phases of clusters, of rows in clusters and with unequal
# probabilities. The double sums are written out with the joint probabilities
# of every pair, and where R's `twophase` has the design, it has to agree.
same <- function(a) outer(a, a, "==")
# 1 - p p'/joint for simple random sampling of m of M units within parents.
simple <- function(parent, unit, m, M) {
  f <- m / M
  # A parent that was taken whole has certain pairs, also where it has one.
  pair <- ifelse(m == M, 1, m * (m - 1) / (M * pmax(M - 1, 1)))
  joint <- ifelse(same(unit), f, ifelse(same(parent), pair, outer(f, f)))
  1 - outer(f, f) / joint
}
overton <- function(parent, p) {
  n <- ave(p, parent, FUN = length)
  joint <- ifelse(same(parent),
                  outer(p, p) * 2 * (n - 1) / (2 * n - outer(p, p, "+")),
                  outer(p, p))
  diag(joint) <- p
  1 - outer(p, p) / joint
}
poisson <- function(unit, p) same(unit) * (1 - p)
both <- function(a, b) a + b - a * b
count <- function(unit, parent, rows = rep(TRUE, length(unit)))
  ave(ifelse(rows, as.numeric(factor(unit)), NA), parent,
      FUN = function(u) length(unique(u[!is.na(u)])))
sums <- function(id, D, p, y, df) {
  w <- 1 / p
  se <- function(u) sqrt(drop((u * w) %*% D %*% (u * w)))
  m <- colSums(y * w) / sum(w)
  v <- c(m, sapply(names(y), function(n) se((y[[n]] - m[[n]]) / sum(w))))
  names(v) <- c(paste0("est.", names(y)), paste0("se.", names(y)))
  out[[paste0(id, ".mean")]] <<- c(v, df = df)
  out[[paste0(id, ".total")]] <<-
    c(est.enroll = sum(y$enroll * w), se.enroll = se(y$enroll))
  r <- m[["enroll"]] / m[["api00"]]
  out[[paste0(id, ".ratio")]] <<- c(est = r,
    se = se((y$enroll - r * y$api00) / sum(y$api00 * w)))
}
agree <- function(id, d) {
  r <- list(svymean(~api00 + enroll, d), svytotal(~enroll, d))
  for (k in 1:2) stopifnot(all.equal(
    unname(c(coef(r[[k]]), SE(r[[k]]))), tolerance = 1e-10,
    unname(head(out[[paste0(id, c(".mean", ".total")[k])]],
                2 * length(coef(r[[k]]))))))
}
N <- nrow(srs)
first <- function(t) simple(rep(1, sum(t)), srs$snum[t], rep(N, sum(t)),
                            srs$fpc[t])
f1 <- N / srs$fpc
y <- c("api00", "enroll")
M <- count(srs$group, srs$stype)
for (v in c("chosen", "part")) {
  t <- srs[[v]]
  m <- count(srs$group, srs$stype, t)
  K <- ave(rep(1, N), srs$group, FUN = sum)
  k <- ave(as.numeric(t), srs$group, FUN = sum)
  D2 <- both(simple(srs$stype[t], srs$group[t], m[t], M[t]),
             simple(srs$group[t], srs$snum[t], k[t], K[t]))
  id <- c(chosen = "phases.clusters.full", part = "phases.stages.full")[[v]]
  sums(id, both(first(t), D2), (f1 * m / M * k / K)[t], srs[t, y],
       length(unique(srs$group[t])) - 3)
}
two <- function(take, method, ...) quiet(twophase(data = srs, subset = take,
  strata = list(NULL, ~stype), fpc = list(~fpc, NULL), method = method, ...))
agree("phases.clusters.full", two(~chosen, "full", id = list(~1, ~group)))
agree("phases.stages.full", two(~part, "full", id = list(~1, ~group + snum)))
d <- two(~chosen, "approx", id = list(~1, ~group))
rec("phases.clusters.approx.mean", svymean(~api00 + enroll, d), degf(d))
rec("phases.clusters.approx.total", svytotal(~enroll, d))
rec("phases.clusters.approx.ratio", svyratio(~enroll, ~api00, d))
t <- srs$second
p2 <- srs$chance[t]
sums("phases.overton.full", both(first(t), overton(srs$stype[t], p2)),
     f1[t] * p2, srs[t, y], sum(t) - 3)
agree("phases.overton.full",
      two(~second, "full", id = list(~1, ~1), probs = list(NULL, ~chance)))
sums("phases.poisson.full", both(first(t), poisson(srs$snum[t], p2)),
     f1[t] * p2, srs[t, y], sum(t) - 3)
# Unequal probabilities in the first phase, clusters in the second.
t <- srs$chosen
m <- count(srs$group, srs$stype, t)
full <- overton(rep(1, N), srs$first)[t, t]
sums("phases.first.full",
     both(full, simple(srs$stype[t], srs$group[t], m[t], M[t])),
     (srs$first * m / M)[t], srs[t, y], length(unique(srs$group[t])) - 3)
# A jackknife of both phases (Kim, Navarro and Fuller 2006): one school of
# the first phase is left out, and the second phase weighted up anew.
jk <- as.svrepdesign(svydesign(id = ~1, fpc = ~fpc, data = srs), type = "JK1")
up <- function(w) {
  total <- ave(w, srs$stype, FUN = sum)
  ifelse(srs$second, w * total /
           ave(w * srs$second, srs$stype, FUN = sum), 0)
}
again <- svrepdesign(data = srs, weights = up(weights(jk, "sampling")),
  repweights = apply(weights(jk, "analysis"), 2, up), type = "other",
  scale = jk$scale, rscales = jk$rscales, combined.weights = TRUE)
rec("phases.jackknife", svymean(~api00 + enroll, again))
lines <- vapply(names(out), function(id) sprintf('  "%s": {%s}', id,
  paste(sprintf('"%s": %.15g', names(out[[id]]), out[[id]]),
        collapse = ", ")), "")
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "expected.json")
cat(R.version.string, "survey", as.character(packageVersion("survey")), "\n")
