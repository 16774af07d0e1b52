# Expected numbers of waves, made with R 4 and the package survey:
#   Rscript make.R
# writes schools.csv (three waves stacked) and expected.json.
#
# Waves 1999 and 2000 are api99 and api00 of apiclus1. Wave 2001 and the
# weights of the later waves are made up by a formula.
suppressMessages(library(survey))
data(api)
base <- apiclus1[order(apiclus1$snum), c("snum", "dnum", "stype", "api99", "api00")]
n <- nrow(base); i <- seq_len(n)
wave <- function(year, score, weight, keep) data.frame(
  year = year, snum = base$snum, dnum = base$dnum,
  stype = as.character(base$stype), score = score, weight = weight)[keep, ]
d <- rbind(
  wave(1999, base$api99, 30 + i %% 7, i %% 11 != 0),
  wave(2000, base$api00, 30 + i %% 5, i %% 13 != 0),
  wave(2001, round(base$api00 + 25 * sin(i) + 6), 28 + i %% 9, i %% 3 != 0))
d$score[c(5, 200, 400)] <- NA
d$good <- ifelse(is.na(d$score), NA, ifelse(d$score > 650, "yes", "no"))
write.csv(d, "schools.csv", row.names = FALSE, na = "", quote = FALSE)

out <- list()
slope <- (1:3 - 2) / 2
series <- function(id, design, what = ~score) {
  design <- subset(design, !is.na(score))
  b <- svyby(what, ~year, design, svymean, covmat = TRUE)
  v <- vcov(b); e <- coef(b)
  f <- function(c) { x <- svycontrast(b, c); c(coef(x), SE(x)) }
  r <- list(est = unname(e), se = unname(sqrt(diag(v))))
  for (k in list(list("d21", c(-1, 1, 0)), list("d32", c(0, -1, 1)),
                 list("d31", c(-1, 0, 1)), list("mean", rep(1, 3) / 3),
                 list("slope", slope))) r[[k[[1]]]] <- unname(f(k[[2]]))
  r$df <- degf(design)
  t <- c(r$d21[1] / r$d21[2], r$d32[1] / r$d32[2])
  r$p <- 2 * pt(-abs(t), r$df)
  r$holm <- p.adjust(r$p, "holm"); r$bh <- p.adjust(r$p, "BH")
  out[[id]] <<- r
}
clus <- svydesign(id = ~dnum, weights = ~weight, data = d)
series("clusters", clus)
series("panel", svydesign(id = ~snum, weights = ~weight, data = d))
series("independent", svydesign(id = ~dnum, strata = ~year, weights = ~weight, data = d, nest = TRUE))
series("jackknife", as.svrepdesign(clus, type = "JK1"))
series("group", subset(clus, stype == "E"))
series("share", clus, ~I((good == "yes") * 1))

# Kitagawa by the delta method on totals of the cells, 1999 to 2000.
k <- subset(clus, !is.na(score) & year < 2001)
g <- c("E", "H", "M")
for (t in 0:1) for (s in g) {
  k$variables[[paste0("w", t, s)]] <- (k$variables$year == 1999 + t & k$variables$stype == s) * 1
  k$variables[[paste0("y", t, s)]] <- k$variables[[paste0("w", t, s)]] * k$variables$score
}
tot <- svytotal(reformulate(c(outer(c("w0", "w1", "y0", "y1"), g, paste0))), k)
W <- function(t) paste0("(", paste0("w", t, g, collapse = "+"), ")")
p <- function(t, s) paste0("(w", t, s, "/", W(t), ")")
m <- function(t, s) paste0("(y", t, s, "/w", t, s, ")")
comp <- paste0("(", p(1, g), "-", p(0, g), ")*(", m(1, g), "+", m(0, g), ")/2", collapse = "+")
score <- paste0("(", m(1, g), "-", m(0, g), ")*(", p(1, g), "+", p(0, g), ")/2", collapse = "+")
kit <- svycontrast(tot, list(composition = parse(text = comp)[[1]], score = parse(text = score)[[1]],
  change = parse(text = paste(comp, "+", score))[[1]]))
out$kitagawa <- list(composition = c(coef(kit)[[1]], SE(kit)[[1]]), score = c(coef(kit)[[2]], SE(kit)[[2]]),
  change = c(coef(kit)[[3]], SE(kit)[[3]]))

json <- function(x) if (is.list(x)) paste0("{", paste0('"', names(x), '": ', sapply(x, json), collapse = ",\n "), "}") else
  paste0("[", paste(sprintf("%.15g", x), collapse = ", "), "]")
writeLines(json(out), "expected.json")
