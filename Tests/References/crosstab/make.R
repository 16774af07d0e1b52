# Crosstabs and loglinear models of R survey 4.1-1 on its api data.
suppressMessages(library(survey))
data(api)
options(digits = 15)
ds <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)
dc <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
d2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
rj <- as.svrepdesign(ds, type = "JKn")
dg <- calibrate(dc, ~stype, c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018))
ps <- postStratify(dc, ~stype, data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)))
out <- character()
rec <- function(id, values) out <<- c(out, paste(id, names(values), sprintf("%.15g", values), sep = ","))
both <- function(id, design) {
  m <- svymean(~interaction(sch.wide, stype), design, deff = TRUE)
  n <- sub("interaction\\(sch.wide, stype\\)", "", names(coef(m)))
  rec(paste0(id, ".total"), setNames(coef(m), n))
  rec(paste0(id, ".total.se"), setNames(SE(m), n))
  if (!inherits(design, "svyrep.design")) rec(paste0(id, ".total.deff"), setNames(deff(m), n))
  for (s in c("row", "column")) {
    b <- if (s == "column") svyby(~sch.wide, ~stype, design, svymean) else svyby(~stype, ~sch.wide, design, svymean)
    for (g in rownames(b)) for (v in if (s == "column") c("No", "Yes") else c("E", "H", "M")) {
      key <- if (s == "column") paste0(v, ".", g) else paste0(g, ".", v)
      f <- if (s == "column") "sch.wide" else "stype"
      rec(paste0(id, ".", s), setNames(b[g, paste0(f, v)], key))
      rec(paste0(id, ".", s, ".se"), setNames(b[g, paste0(if (inherits(design, "svyrep.design")) "se" else "se.", if (inherits(design, "svyrep.design")) match(paste0(f, v), paste0(f, if (s == "column") c("No", "Yes") else c("E", "H", "M"))) else paste0(f, v))], key))
    }
  }
}
tests <- function(id, formula, design) for (s in c("F", "Chisq", "Wald", "adjWald", "saddlepoint")) {
  r <- tryCatch(svychisq(formula, design, statistic = s), error = function(e) NULL)
  if (!is.null(r)) rec(paste(id, s, sep = "."), {
    v <- c(statistic = unname(r$statistic), df = unname(r$parameter), p = unname(r$p.value))
    v
  })
}
both("strat", ds); both("clus1", dc); both("clus2", d2); both("jkn", rj); both("post", ps); both("greg", dg)
for (d in list(list("strat", ds), list("clus1", dc), list("clus2", d2), list("jkn", rj), list("post", ps), list("greg", dg))) {
  tests(paste0(d[[1]], ".wide-stype"), ~sch.wide + stype, d[[2]])
  tests(paste0(d[[1]], ".comp-awards"), ~comp.imp + awards, d[[2]])
}
dm <- update(ds, grade = cut(api00, c(0, 500, 600, 700, 800, 1000), labels = FALSE))
tests("strat.grade-stype", ~grade + stype, dm)
tests("strat.domain", ~sch.wide + awards, subset(ds, api00 > 600))
# R's tr2 is the sum of squared elements, which is the trace of the square of a
# symmetric matrix only, and its Delta is not symmetric.
assignInNamespace("tr2", function(m) sum(diag(m %*% m)), "survey")
right <- survey:::anova.svyloglin
environment(right) <- list2env(list(eigen = function(x, ..., symmetric) base::eigen(x, ...)), parent = asNamespace("survey"))
anova.svyloglin <- right
loglin <- function(id, design, small, large) {
  a <- svyloglin(small, design); b <- svyloglin(large, design)
  rec(paste0(id, ".coef"), coef(b)); rec(paste0(id, ".se"), setNames(sqrt(diag(vcov(b))), names(coef(b))))
  n <- right(a, b)
  rec(paste0(id, ".anova"), c(deviance = n$dev$dev, p = n$dev$p[3], saddlepoint = n$dev$p[4],
                              score = n$score$chisq, scorep = n$score$p[3], scoresaddlepoint = n$score$p[4]))
}
loglin("loglin2", ds, ~stype + comp.imp, ~stype * comp.imp)
loglin("loglin3", ds, ~stype + comp.imp + sch.wide, ~stype + comp.imp + sch.wide + comp.imp:sch.wide)
loglin("loglinclus", dc, ~stype + comp.imp + awards, ~stype + comp.imp + awards + stype:awards)
# Groups are domains: subset() keeps the other rows in the design.
parity <- function(d) update(d, parity = ifelse(snum %% 2 == 0, "even", "odd"))
for (d in list(list("strat", ds), list("clus1", dc), list("jkn", rj))) for (g in c("even", "odd")) {
  s <- subset(parity(d[[2]]), parity == g)
  tests(paste0(d[[1]], ".by-", g), ~sch.wide + stype, s)
  b <- svyby(~sch.wide, ~stype, s, svymean)
  rec(paste0(d[[1]], ".by-", g, ".column"), setNames(b[, "sch.wideYes"], rownames(b)))
  rec(paste0(d[[1]], ".by-", g, ".column.se"), setNames(SE(b)[[2]], rownames(b)))
}
for (g in c("even", "odd"))
  loglin(paste0("loglin.by-", g), subset(parity(ds), parity == g), ~stype + comp.imp, ~stype * comp.imp)
# A question with three options, of which a row may tick several: awards,
# comp.imp and sch.wide; rows 1 to 20 were not asked.
for (d in list(list("strat", ds), list("clus1", dc))) {
  s <- subset(d[[2]], seq_along(awards) > 20)
  for (o in c("awards", "comp.imp", "sch.wide")) {
    tests(paste0(d[[1]], ".several-", o), as.formula(paste0("~", o, "+stype")), s)
    b <- svyby(as.formula(paste0("~", o)), ~stype, s, svymean)
    rec(paste0(d[[1]], ".several-", o, ".column"), setNames(b[, paste0(o, "Yes")], rownames(b)))
    rec(paste0(d[[1]], ".several-", o, ".column.se"), setNames(SE(b)[[2]], rownames(b)))
    r <- svyby(~stype, as.formula(paste0("~", o)), s, svymean)
    rec(paste0(d[[1]], ".several-", o, ".row"), setNames(unlist(r["Yes", paste0("stype", c("E", "H", "M"))]), c("E", "H", "M")))
    for (q in c("awards", "comp.imp", "sch.wide")) if (q != o) {
      m <- svymean(~I(get(o) == "Yes" & get(q) == "Yes"), s)
      rec(paste0(d[[1]], ".several-", o, "-", q, ".total"), c(share = coef(m)[[2]], se = SE(m)[[2]]))
    }
  }
}
writeLines(c("id,name,value", out), "expected.csv")
