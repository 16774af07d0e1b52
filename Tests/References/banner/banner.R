# Expected values of banner books, from R's survey package.
#
#   Rscript banner.R        writes survey.csv and banner.json beside itself
#
# survey.csv is made up: 20 questions, strata, clusters, unequal weights and
# missing answers, and a banner of 12 columns. Every pair of columns of a
# banner variable is compared for every answer by svyby and svycontrast.
suppressMessages(library(survey))
options(digits = 17, survey.lonely.psu = "remove")
set.seed(20260417)

n <- 900
H <- 6
d <- data.frame(stratum = sort(sample(1:H, n, TRUE, prob = c(3, 2, 2, 1, 1, 1))))
d$cluster <- 10 * d$stratum + sample(1:8, n, TRUE)
d$w <- round(exp(rnorm(n, 0, 0.45)) * c(1, 1.5, 0.8, 2, 1.2, 0.6)[d$stratum], 4)
d$sex <- sample(1:2, n, TRUE)
d$age <- sample(1:4, n, TRUE, prob = c(2, 3, 3, 1))
d$district <- ((d$stratum + sample(0:2, n, TRUE)) %% 5) + 1
d$sex[sample(n, 25)] <- NA
d$age[sample(n, 40)] <- NA
shift <- 0.35 * (d$sex %in% 1) + 0.25 * ifelse(is.na(d$age), 2, d$age) - 0.2 * (d$district == 2)
u <- rnorm(100)[d$cluster]
for (q in 1:20) {
  z <- 3 + (q %% 4) * 0.4 * (shift - mean(shift)) + 0.3 * u * (q %% 3) + rnorm(n)
  a <- pmin(5, pmax(1, round(z)))
  a[runif(n) < c(0, 0.05, 0.3)[q %% 3 + 1]] <- NA
  d[[paste0("q", q)]] <- a
}
write.csv(d, "survey.csv", row.names = FALSE, quote = FALSE, na = "")

out <- list()
put <- function(id, values) out[[id]] <<- as.list(values)

des <- svydesign(id = ~cluster, strata = ~stratum, weights = ~w, data = d, nest = TRUE)

# One question by one banner variable: shares and means, their standard
# errors, and t tests of all pairs with the degrees of freedom of the pair.
compare <- function(id, design, q, by, levels = 1:5, mean = TRUE) {
  x <- design$variables[[q]]
  g <- design$variables[[by]]
  keep <- subset(design, !is.na(design$variables[[q]]) & !is.na(design$variables[[by]]))
  items <- lapply(levels, function(l) as.numeric(keep$variables[[q]] == l))
  names(items) <- levels
  if (mean) items$mean <- keep$variables[[q]]
  gs <- sort(unique(keep$variables[[by]]))
  values <- c()
  for (item in names(items)) {
    k <- keep
    k$variables$item <- items[[item]]
    k$variables$group <- factor(k$variables[[by]])
    b <- svyby(~item, ~group, k, svymean, covmat = TRUE)
    V <- vcov(b)
    values[paste("est", item, gs)] <- coef(b)
    values[paste("se", item, gs)] <- SE(b)
    for (i in seq_along(gs)) for (j in seq_along(gs)) if (i < j) {
      cc <- rep(0, length(gs)); cc[i] <- 1; cc[j] <- -1
      s <- svycontrast(b, cc)
      df <- degf(subset(k, k$variables$group %in% gs[c(i, j)]))
      t <- coef(s)[[1]] / SE(s)[[1]]
      values[paste("p", item, gs[i], gs[j])] <- 2 * pt(-abs(t), df)
    }
  }
  x2 <- svychisq(as.formula(paste0("~", q, "+", by)), keep)
  values["rs.F"] <- x2$statistic
  values["rs.ndf"] <- x2$parameter[[1]]
  values["rs.ddf"] <- x2$parameter[[2]]
  values["rs.p"] <- x2$p.value
  put(id, values)
}
for (q in 1:20) for (by in c("sex", "age", "district"))
  compare(paste0("seed.q", q, ".", by), des, paste0("q", q), by)
# The same sample with rows as units.
rows <- svydesign(id = ~1, strata = ~stratum, weights = ~w, data = d)
for (q in 1:3) for (by in c("sex", "age", "district"))
  compare(paste0("rows.q", q, ".", by), rows, paste0("q", q), by)

# Overlapping columns and total against subgroup: domain means as ratios of
# totals, whose covariance svyratio does not give across denominators.
overlap <- function(id, design, y, columns) {
  v <- design$variables
  z <- lapply(columns, function(cond) as.numeric(cond))
  dd <- design
  num <- c(); den <- c()
  for (i in seq_along(z)) {
    dd$variables[[paste0("a", i)]] <- z[[i]] * y
    dd$variables[[paste0("b", i)]] <- z[[i]]
    num <- c(num, paste0("a", i)); den <- c(den, paste0("b", i))
  }
  t <- svytotal(as.formula(paste("~", paste(c(num, den), collapse = "+"))), dd)
  values <- c()
  for (i in seq_along(z)) for (j in seq_along(z)) if (i < j) {
    e <- parse(text = sprintf("%s/%s - %s/%s", num[i], den[i], num[j], den[j]))[[1]]
    s <- svycontrast(t, list(d = e))
    values[paste("d", i, j)] <- coef(s)[[1]]
    values[paste("se", i, j)] <- SE(s)[[1]]
  }
  put(id, values)
}
data(api)
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
cols <- function(v) list(rep(TRUE, nrow(v)), v$stype == "E", v$api99 > 600, v$api99 > 500 & v$awards == "Yes")
overlap("strat.overlap.comp", dstrat, as.numeric(apistrat$comp.imp == "Yes"), cols(apistrat))
overlap("strat.overlap.api00", dstrat, apistrat$api00, cols(apistrat))
overlap("clus1.overlap.comp", dclus1, as.numeric(apiclus1$comp.imp == "Yes"), cols(apiclus1))
overlap("clus1.overlap.api00", dclus1, apiclus1$api00, cols(apiclus1))
# Total against subgroup the way users write it: the total as one more group
# of stacked rows would be wrong; the ratio form above is exact.

# Two stages with populations, a calibrated and a replicate design.
data(api)
d2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
chi <- function(id, design, formula) {
  x <- svychisq(formula, design)
  put(id, c(F = x$statistic[[1]], ndf = x$parameter[[1]], ddf = x$parameter[[2]], p = x$p.value[[1]]))
}
chi("strat.chisq", dstrat, ~comp.imp + stype)
chi("strat.chisq.sch", dstrat, ~sch.wide + awards)
chi("clus1.chisq", dclus1, ~comp.imp + stype)
chi("clus2.chisq", d2, ~comp.imp + stype)
wald <- function(id, design, formula, term) {
  r <- regTermTest(svyglm(formula, design), term)
  put(id, c(F = r$Ftest[[1]], ndf = r$df, ddf = r$ddf, p = r$p))
}
wald("strat.wald", dstrat, api00 ~ stype, ~stype)
wald("clus1.wald", dclus1, api00 ~ stype, ~stype)
two <- function(id, design) {
  b <- svyby(~api00, ~stype, design, svymean, covmat = TRUE)
  s <- svycontrast(b, list(EH = c(1, -1, 0), EM = c(1, 0, -1), HM = c(0, 1, -1)))
  put(id, c(coef(s), setNames(SE(s), paste0("se.", names(coef(s))))))
}
two("clus2.pairs", d2)
two("clus1.pairs", dclus1)

json <- function(x) {
  ids <- sapply(names(x), function(id) {
    v <- unlist(x[[id]])
    paste0('  "', id, '": {', paste0('"', names(v), '": ', sprintf("%.16g", v), collapse = ", "), "}")
  })
  paste0("{\n", paste(ids, collapse = ",\n"), "\n}\n")
}
cat(json(out), file = "banner.json")
