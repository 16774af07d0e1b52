# 40 random designs and what R's survey and psych packages make of them.
#
# Run in this folder: Rscript make.R   (R 4.2.2, survey 4.1-1, psych 2.2.9,
# jsonlite). Writes designs/NN.csv and expected.json.
#
# Every cell of a grouping is estimated on its own, as svymean, svytotal or
# svyratio of subset(design, ...), never with svyby, so that groups and
# crossed groups are checked without R's grouping. Shares with an interval
# come from svyciprop; Wilson's interval, which survey 4.1-1 lacks, and the
# intervals of bounded means are written out below.
suppressMessages({library(survey); library(psych); library(jsonlite)})
set.seed(20260711)
options(survey.adjust.domain.lonely = FALSE)
pick <- function(x) x[[sample.int(length(x), 1)]]
chance <- function(p) runif(1) < p

# ---- Samples ----------------------------------------------------------------

punch <- function(x, share) { x[runif(length(x)) < share] <- NA; x }

make_rows <- function(id) {
  shape <- c("rows", "clusters", "two-stage", "cluster-rows")[(id - 1) %% 4 + 1]
  fpc <- if (shape %in% c("two-stage", "cluster-rows")) pick(c("counts", "counts", "fractions", "none")) else
    pick(c("none", "counts", "fractions"))
  strata <- sample(1:8, 1)
  single <- strata > 1 && chance(.3)
  per <- if (shape == "rows") sample(4:16, strata, TRUE) else sample(2:5, strata, TRUE)
  if (single) per[sample(strata, 1)] <- 1
  census <- fpc != "none" && strata > 1 && chance(.4)
  out <- list()
  for (h in seq_len(strata)) {
    n1 <- per[h]
    N1 <- if (census && h == strata && n1 > 1) n1 else n1 + sample(1:30, 1)
    for (c in seq_len(n1)) {
      if (shape == "rows") {
        out[[length(out) + 1]] <- data.frame(h = h, c = c, s = 1, N1 = N1, n1 = n1, N2 = 1, n2 = 1)
        next
      }
      # Two units at least where a second stage counts, else any number.
      n2 <- if (shape == "clusters") sample(1:5, 1) else sample(2:4, 1)
      N2 <- n2 + sample(0:9, 1)
      rows <- if (shape == "two-stage") rep(seq_len(n2), sample(1:3, n2, TRUE)) else seq_len(n2)
      out[[length(out) + 1]] <- data.frame(h = h, c = c, s = rows, N1 = N1, n1 = n1, N2 = N2, n2 = n2)
    }
  }
  d <- do.call(rbind, out)
  n <- nrow(d)
  d$effect <- rnorm(1) * d$h + rnorm(n, 0, .3) + (sin(37 * d$h + 11 * d$c))
  d$w <- round(d$N1 / d$n1 * d$N2 / d$n2 * runif(n, .6, 1.7), 4)
  if (chance(.25)) d$w[sample(n, max(1, n %/% 20))] <- 0
  if (chance(.2)) d$w <- round(d$w / mean(d$w), 6)
  d$y <- punch(round(50 + 12 * d$effect + rnorm(n, 0, 6), 3), .08)
  d$x <- punch(round(abs(20 + 5 * d$effect + rnorm(n, 0, 4)) + 1, 2), .05)
  d$z <- punch(as.integer(d$effect + rnorm(n) > pick(c(0, 1.5, 2.5))), .05)
  d$q <- punch(c("A", "B", "C")[1 + (runif(n) < plogis(d$effect)) + (runif(n) < .3)], .07)
  # Groups: 'few' is only in the first clusters, 'top' only in one stratum,
  # 'lone' in one cluster, and some rows are in none.
  d$g <- ifelse(d$c == 1, pick(c("few", "most")), "most")
  d$g[d$h == strata & runif(n) < .5] <- "top"
  d$g[d$h == 1 & d$c == 2 & runif(n) < .7] <- "lone"
  d$g[runif(n) < .4 & d$g == "most"] <- "even"
  d$g <- punch(d$g, .03)
  d$k <- sample(1:2, n, TRUE)
  base <- 3.2 + d$effect
  for (v in 1:5) d[[paste0("v", v)]] <- punch(pmin(5, pmax(1, round(base + rnorm(n, 0, 1.1)))), .06)
  for (v in c(2, 5)) d[[paste0("v", v)]] <- 6 - d[[paste0("v", v)]]
  d$r <- punch(pmin(10, pmax(0, round(7 + 2 * d$effect + rnorm(n, 0, 2)))), .05)
  d$grade <- punch(c("poor", "fair", "good")[pmin(3, pmax(1, round(2.4 + d$effect / 2 + rnorm(n, 0, .6))))], .05)
  weighted <- fpc != "counts" || shape == "clusters" || chance(.6)
  d$f1 <- d$n1 / d$N1
  d$f2 <- d$n2 / d$N2
  # Identifiers start again in every stratum and cluster.
  d <- d[sample(n), ]
  design <- list(strata = if (strata > 1 || chance(.5)) "h" else NULL,
    clusters = switch(shape, rows = NULL, clusters = "c", `two-stage` = c("c", "s"), `cluster-rows` = "c"),
    weights = if (weighted) "w" else NULL,
    fpc = if (fpc == "none") NULL else {
      both <- if (fpc == "counts") c("N1", "N2") else c("f1", "f2")
      if (shape %in% c("rows", "clusters")) both[1] else both
    })
  if (is.null(design$strata) && strata > 1) stop("strata lost")
  d$row <- seq_len(n)
  design$policy <- "fail"
  alone <- tapply(d$c, d$h, function(x) length(unique(x)))
  if (any(alone == 1)) {
    names <- c("remove", "certainty", "centre", if (shape %in% c("rows", "clusters")) "average")
    design$policy <- pick(names)
  }
  list(data = d, design = design, shape = shape)
}

r_design <- function(sample) {
  d <- sample$data; s <- sample$design
  options(survey.lonely.psu = switch(s$policy, centre = "adjust", s$policy))
  ids <- s$clusters
  if (length(s$fpc) > length(ids)) ids <- c(ids, "row")
  form <- function(x) if (is.null(x)) NULL else reformulate(x)
  arguments <- list(ids = if (is.null(ids)) ~1 else form(ids), strata = form(s$strata), data = d, nest = TRUE)
  if (!is.null(s$fpc)) arguments$fpc <- form(s$fpc)
  if (!is.null(s$weights)) arguments$weights <- form(s$weights)
  if (is.null(s$weights) && is.null(s$fpc)) arguments$weights <- ~one
  arguments$data$one <- 1
  do.call(svydesign, arguments)
}

# ---- One estimate -----------------------------------------------------------

wilson <- function(p, n, q) {
  centre <- p + q^2 / (2 * n)
  half <- q * sqrt(p * (1 - p) / n + q^2 / (4 * n^2))
  limits <- c(centre - half, centre + half) / (1 + q^2 / n)
  if (p == 0) limits[1] <- 0
  if (p == 1) limits[2] <- 1
  limits
}
expit <- function(x) 1 / (1 + exp(-x))

# What one cell gives: value, se, lower, upper, df, n, deff; NA for nothing.
# `part` is the design without rows outside of the cell or without a value.
estimate <- function(part, kind, level, reference, hasFpc, interval = "t", range = NULL) {
  # Rows of weight 0 are no part of the base.
  w <- if (nrow(part$variables) == 0) c() else weights(part, "sampling")
  n <- sum(w > 0)
  nothing <- c(rep(NA, 4), 0, n, NA)
  if (nrow(part$variables) == 0) return(nothing)
  if (!any(w > 0)) return(nothing)
  df <- max(0, degf(part))
  clusters <- length(unique(part$cluster[w != 0, 1]))
  census <- hasFpc && all(part$fpc$sampsize[w != 0, ] == part$fpc$popsize[w != 0, ])
  asked <- switch(reference, auto = if (hasFpc) "without-replacement" else "with-replacement", reference)
  deff <- if (asked == "without-replacement" && sum(w) > sum(w != 0)) TRUE else "replace"
  found <- suppressWarnings(switch(kind,
    mean = svymean(~value, part, deff = deff), total = svytotal(~value, part, deff = deff),
    ratio = svyratio(~above, ~below, part)))
  value <- as.numeric(if (kind == "ratio") found$ratio else coef(found))
  se <- as.numeric(SE(found))
  if (is.na(value)) return(nothing)
  effect <- if (kind == "ratio") NA else as.numeric(attr(found, "deff"))
  # Where all values are the same R leaves rounding errors of 1e-16.
  first <- part$variables$value[w > 0]
  if (kind == "total" && all(first == first[1])) effect <- NA
  if (kind == "mean" && all(first == first[1])) { value <- first[1]; se <- 0; effect <- NA }
  if (!is.finite(effect)) effect <- NA
  # The linearised values of one cluster add up to nothing, which tells
  # nothing about the clusters that were not drawn; R prints 0.
  if (kind != "total" && clusters < 2 && !census) return(c(value, NA, NA, NA, df, n, NA))
  limits <- c(NA, NA)
  if (df > 0 && !census) {
    t <- qt(1 - (1 - level) / 2, df)
    kish <- sum(w)^2 / sum(w^2)
    zero <- se < 1e-13 * max(1, abs(value))
    logit <- function(p, e) expit(qlogis(p) + c(-1, 1) * t * e / (p * (1 - p)))
    plain <- if (se == 0) c(value, value) else as.numeric(confint(found, level = level, df = df))
    limits <- switch(interval, t = plain,
      logit = , wald = if (value <= 0 || value >= 1) wilson(round(value), kish, t) else if (zero) c(value, value) else
        as.numeric(attr(svyciprop(~value, part, method = if (interval == "logit") "xlogit" else "mean", level = level, df = df), "ci")),
      wilson = if (value <= 0 || value >= 1) wilson(round(value), kish, t) else if (zero) c(value, value) else
        wilson(value, value * (1 - value) / se^2, t),
      bounded = {
        width <- diff(range); p <- (value - range[1]) / width
        if (plain[1] >= range[1] && plain[2] <= range[2] && p > 0 && p < 1) plain else
          range[1] + width * (if (p <= 0 || p >= 1) wilson(round(p), kish, t) else logit(p, se / width))
      })
  }
  c(value, se, limits, df, n, effect)
}

number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 14, format = "g", width = 1))

# ---- One analysis -----------------------------------------------------------

# `series`: list of key = list(variable, category, statistic, kind, values or
# above and below, interval, range).
analyse <- function(design, series, by, where, level, reference, hasFpc) {
  d <- design$variables
  inside <- if (is.null(where)) rep(TRUE, nrow(d)) else { m <- eval(parse(text = where$R), d); !is.na(m) & m }
  cells <- list(list(name = "", rows = inside))
  for (variables in by) {
    values <- as.list(d[variables])
    label <- do.call(paste, c(lapply(variables, function(v) paste0(v, "=", d[[v]])), sep = ","))
    known <- inside & !Reduce(`|`, lapply(values, is.na))
    for (name in sort(unique(label[known]))) cells[[length(cells) + 1]] <- list(name = name, rows = known & label == name)
  }
  lines <- c()
  for (cell in cells) for (one in series) {
    design$variables$value <- NULL
    v <- design$variables
    if (one$kind == "ratio") { v$above <- one$above; v$below <- one$below; ok <- !is.na(one$above) & !is.na(one$below) } else {
      v$value <- one$values; ok <- !is.na(one$values) }
    full <- design; full$variables <- v
    keep <- cell$rows & ok
    part <- full[keep, ]
    numbers <- if (sum(keep) == 0) c(rep(NA, 4), 0, 0, NA) else
      estimate(part, one$kind, level, reference, hasFpc, one$interval, one$range)
    key <- paste(one$variable, one$category, one$statistic, cell$name, sep = "|")
    lines <- c(lines, paste0(toJSON(key, auto_unbox = TRUE), ":[", paste(number(numbers), collapse = ","), "]"))
  }
  lines
}

one <- function(variable, values, statistic, kind = "mean", category = "", interval = "t", range = NULL)
  list(variable = variable, values = values, statistic = statistic, kind = kind, category = category, interval = interval, range = range)

make_analyses <- function(sample) {
  d <- sample$data
  policy <- sample$design$policy
  wheres <- list(NULL, list(manyi = "x > 18", R = "x > 18"), list(manyi = "g in (most, few) and k = 1", R = "g %in% c('most','few') & k == 1"),
    list(manyi = "not missing(z) or y <= 45.5", R = "!is.na(z) | y <= 45.5"))
  bys <- list(list(), list("g"), list("g", "k"), list(c("g", "k")), list("h"))
  out <- list()
  add <- function(kind, settings, series, byPool = bys, whereP = .4) {
    by <- pick(byPool); where <- if (chance(whereP)) pick(wheres) else NULL
    level <- pick(c(.95, .95, .9, .99))
    reference <- if (kind %in% c("mean", "total", "share")) pick(c("auto", "auto", "without-replacement", "with-replacement")) else "auto"
    out[[length(out) + 1]] <<- list(kind = kind, settings = settings, series = series, by = by, where = where, level = level, reference = reference)
  }
  add("mean", list(variables = c("y", "x")), list(one("y", d$y, "mean"), one("x", d$x, "mean")))
  if (chance(.5)) {
    both <- is.na(d$y) | is.na(d$x)
    add("mean", list(variables = c("y", "x"), missing = "listwise"), list(one("y", ifelse(both, NA, d$y), "mean"), one("x", ifelse(both, NA, d$x), "mean")), bys[1:2])
  }
  # R centres a lone cluster at 0, which is its mean for means only.
  if (policy != "centre") add("total", list(variables = "y"), list(one("y", d$y, "total", "total")))
  add("ratio", list(numerator = "y", denominator = "x"), list(list(variable = "y/x", category = "", statistic = "ratio", kind = "ratio", above = d$y, below = d$x, interval = "t")))
  method <- pick(c("logit", "wald", "wilson"))
  shares <- lapply(0:1, function(v) one("z", as.numeric(d$z == v), "share", category = v, interval = method))
  present <- sort(unique(d$z[!is.na(d$z)]))
  add("share", list(variables = "z", interval = method), shares[present + 1])
  method2 <- pick(c("logit", "wald"))
  add("share", list(variables = "q", interval = method2),
    lapply(sort(unique(na.omit(d$q))), function(v) one("q", as.numeric(d$q == v), "share", category = v, interval = method2)), bys[c(1, 2, 4)])
  # Rescaled means and boxes of an item from 1 to 5.
  add("index", list(items = "v1", scale = c(1, 5), show = c("index", "top-box", "bottom-box", "mean")), list(
    one("v1", 100 * (d$v1 - 1) / 4, "index", interval = "bounded", range = c(0, 100)),
    one("v1", as.numeric(d$v1 >= 4), "top-box", interval = "wilson"),
    one("v1", as.numeric(d$v1 <= 2), "bottom-box", interval = "wilson"),
    one("v1", d$v1, "mean")), bys[1:2], .2)
  # Where 1 is the best answer.
  add("index", list(items = "v2", scale = c(5, 1), `top-box` = 1, show = c("index", "top-box")), list(
    one("v2", 100 * (5 - d$v2) / 4, "index", interval = "bounded", range = c(0, 100)),
    one("v2", as.numeric(d$v2 <= 1), "top-box", interval = "wilson")), bys[1:2], .2)
  # The net promoter score.
  add("index", list(items = "r", scale = c(0, 10), show = "net"),
    list(one("r", (d$r >= 9) - (d$r <= 6), "net", interval = "bounded", range = c(-1, 1))), bys[1:2], .2)
  points <- c(good = 100, fair = 60, poor = 0)[d$grade]
  known <- intersect(c("good", "fair", "poor"), d$grade)
  if (length(known) == 3) add("index", list(items = "grade", grades = list(good = 100, fair = 60, poor = 0), show = c("index", "satisfied", "satisfied-or-basic", "dissatisfied"), interval = "logit"), list(
    one("grade", as.numeric(points), "index", interval = "bounded", range = c(0, 100)),
    one("grade", as.numeric(points == 100), "satisfied", interval = "logit"),
    one("grade", as.numeric(points >= 60), "satisfied-or-basic", interval = "logit"),
    one("grade", as.numeric(points == 0), "dissatisfied", interval = "logit")), bys[1:2], .2)
  # A composite: the mean of the rescaled items of who answered three of five.
  if (chance(.5)) {
    items <- sapply(paste0("v", c(1, 3, 4)), function(v) 100 * (d[[v]] - 1) / 4)
    answered <- rowSums(!is.na(items))
    composite <- ifelse(answered >= 2, rowMeans(items, na.rm = TRUE), NA)
    add("index", list(scales = list(overall = c("v1", "v3", "v4")), scale = c(1, 5), `minimum-answered` = .6, show = "index"),
      list(one("overall", composite, "index", interval = "bounded", range = c(0, 100))), bys[1:2], .2)
  }
  out
}

reliability <- function(d, weighted, pairwise = FALSE) {
  items <- data.frame(v1 = d$v1, v2 = 6 - d$v2, v3 = d$v3, v4 = d$v4, v5 = 6 - d$v5)
  if (pairwise) {
    a <- suppressWarnings(suppressMessages(psych::alpha(items, check.keys = FALSE, warnings = FALSE, n.iter = 1)))
    if (nrow(items) < 20 || anyNA(cor(items, use = "pairwise"))) return(NULL)
    listed <- function(x) paste0("[", paste(number(x), collapse = ","), "]")
    return(paste0("{\"pairwise\":true,\"alpha\":", number(a$total$raw_alpha), ",\"standardized\":", number(a$total$std.alpha),
      ",\"without\":", listed(a$alpha.drop$raw_alpha), ",\"rest\":", listed(a$item.stats$r.drop), "}"))
  }
  keep <- complete.cases(items)
  x <- items[keep, ]
  if (nrow(x) < 4 || any(sapply(x, sd) == 0)) return(NULL)
  if (weighted) {
    w <- d$w[keep]
    if (any(w == 0)) return(NULL)
    a <- as.numeric(suppressWarnings(svycralpha(~v1 + v2 + v3 + v4 + v5, svydesign(id = ~1, weights = w, data = x))))
    n <- sum(w)^2 / sum(w^2)
    std <- without <- rest <- sds <- NULL
  } else {
    a0 <- suppressWarnings(suppressMessages(psych::alpha(x, check.keys = FALSE, warnings = FALSE, n.iter = 1)))
    a <- a0$total$raw_alpha; std <- a0$total$std.alpha; n <- nrow(x)
    without <- a0$alpha.drop$raw_alpha; rest <- a0$item.stats$r.drop; sds <- a0$item.stats$sd
  }
  upper <- 1 - (1 - a) * qf(.025, n - 1, (n - 1) * 4); lower <- 1 - (1 - a) * qf(.975, n - 1, (n - 1) * 4)
  if (!weighted && !is.null(a0$feldt)) stopifnot(abs(as.numeric(a0$feldt$lower.ci) - lower) < 1e-9)
  list_of <- function(x) if (is.null(x)) "null" else paste0("[", paste(number(x), collapse = ","), "]")
  paste0("{\"weighted\":", tolower(weighted), ",\"alpha\":", number(a), ",\"standardized\":", if (is.null(std)) "null" else number(std),
    ",\"lower\":", number(lower), ",\"upper\":", number(upper), ",\"n\":", nrow(x), ",\"without\":", list_of(without),
    ",\"rest\":", list_of(rest), ",\"sd\":", list_of(sds), "}")
}

# ---- All --------------------------------------------------------------------

unlink("designs", recursive = TRUE); dir.create("designs")
texts <- c()
for (id in 1:40) {
  sample <- make_rows(id)
  design <- r_design(sample)
  name <- sprintf("designs/%02d.csv", id)
  used <- c(sample$design$strata, sample$design$clusters, sample$design$weights, sample$design$fpc, "w")
  columns <- unique(c(used, "h", "y", "x", "z", "q", "g", "k", paste0("v", 1:5), "r", "grade"))
  shown <- sample$data[columns]
  for (f in intersect(c("f1", "f2"), columns)) shown[[f]] <- formatC(shown[[f]], digits = 16, format = "g", width = 1)
  write.csv(shown, name, row.names = FALSE, na = "", quote = FALSE)
  analyses <- c()
  for (a in make_analyses(sample)) {
    found <- analyse(design, a$series, a$by, a$where, a$level, a$reference, !is.null(sample$design$fpc))
    settings <- a$settings
    head <- list(kind = unbox(a$kind), level = unbox(a$level), by = a$by)
    if (a$kind %in% c("mean", "total", "share")) head$reference <- unbox(a$reference)
    if (!is.null(a$where)) head$where <- unbox(a$where$manyi)
    for (key in names(settings)) head[[key]] <- if (length(settings[[key]]) == 1 && key %in% c("missing", "interval", "numerator", "denominator", "top-box", "minimum-answered"))
      unbox(settings[[key]]) else if (key == "grades") lapply(settings[[key]], unbox) else settings[[key]]
    text <- toJSON(head, digits = NA)
    analyses <- c(analyses, paste0(substr(text, 1, nchar(text) - 1), ",\"estimates\":{\n", paste(found, collapse = ",\n"), "}}"))
  }
  alphas <- c(reliability(sample$data, FALSE), reliability(sample$data, TRUE), reliability(sample$data, FALSE, TRUE))
  s <- sample$design
  head <- toJSON(list(file = unbox(name), strata = as.character(s$strata), clusters = as.character(s$clusters),
    weights = if (is.null(s$weights)) NULL else unbox(s$weights), fpc = as.character(s$fpc), policy = unbox(s$policy)), null = "null")
  texts <- c(texts, paste0(substr(head, 1, nchar(head) - 1), ",\n\"reliability\":[", paste(alphas, collapse = ",\n"), "],\n\"analyses\":[\n", paste(analyses, collapse = ",\n"), "]}"))
}
cat("{\"made-with\":\"R ", paste(R.version$major, R.version$minor, sep = "."), ", survey ", as.character(packageVersion("survey")),
  ", psych ", as.character(packageVersion("psych")), "\",\n\"designs\":[\n", paste(texts, collapse = ",\n"), "]}\n", sep = "", file = "expected.json")
