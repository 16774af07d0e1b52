"""One task of the survey benchmark with svy, from file to result.

    peer_svy.py TASK FILE RESULT     (without arguments: only starts)

RESULT gets a line `name TAB number` for each number; the names are those of
peer_r.R and manyi_tasks.py. Columns `replicate1…` in FILE are used as the
bootstrap weights; without them 200 are drawn.
"""

import csv
import sys

import svy

QUESTIONS = [f"q{number}" for number in range(1, 11)]
BANNER = ["gender", "age", "education", "district", "channel", "visits"]


def read(path):
    return svy.Sample(svy.read_csv(path), svy.Design(
        stratum="stratum", psu="cluster", wgt="weight"))


def replicated(path):
    data = svy.read_csv(path)
    count = sum(name.startswith("replicate") for name in data.columns)
    if count:
        return svy.Sample(data, svy.Design(
            stratum="stratum", psu="cluster", wgt="weight",
            rep_wgts=svy.BootstrapWgts(prefix="replicate", n_reps=count)))
    sample = svy.Sample(data, svy.Design(
        stratum="stratum", psu="cluster", wgt="weight"))
    return sample.weighting.create_bs_wgts(200, kind="rao-wu", rstate=25)


def estimates(kind, found):
    for estimate in found:
        for one in estimate.estimates:
            name = one.y if one.prob is None else f"{one.y}@{one.prob:g}"
            group = one.by_level[0] if one.by_level else ""
            yield f"{kind}/{name}/{group}/value", one.est
            yield f"{kind}/{name}/{group}/se", one.se


def table(sample, row, column, share_of):
    found = sample.categorical.tabulate(
        row, column, share_of=share_of, drop_nulls=True)
    for cell in found.estimates:
        place = f"share/{row}={cell.rowvar}/{cell.colvar}"
        yield f"{place}/value", cell.est
        yield f"{place}/se", cell.se
    test = found.stats.f
    place = f"rao-scott/{row}*{column}"
    yield f"{place}/f", test.value
    yield f"{place}/df1", test.df_num
    yield f"{place}/df2", test.df_den
    yield f"{place}/p", test.p_value


def banner(path):
    sample = read(path)
    for number in range(1, 101):
        for column in BANNER:
            yield from table(sample, f"q{number}", column, "col")


def league(path):
    found = read(path).estimation.mean(
        QUESTIONS, by="domain", drop_nulls=True)
    yield from estimates("mean", found)


def crosstab(path):
    yield from table(read(path), "region", "grade", "total")


def bootstrap(path):
    sample = replicated(path)
    settings = {"by": "district", "method": "replication", "drop_nulls": True}
    yield from estimates(
        "mean", sample.estimation.mean(QUESTIONS, **settings))
    yield from estimates("quantile", sample.estimation.quantile(
        "minutes", p=(0.25, 0.5, 0.75), **settings))


def regression(path):
    sample = replicated(path)
    terms = [f"x{number}" for number in range(1, 7)] + [
        svy.Cat(name) for name in ["age", "channel", "visits"]]
    for family, outcome in [("gaussian", "score"), ("binomial", "satisfied")]:
        fit = sample.glm.fit(
            outcome, x=terms, family=family, method="replication", tol=1e-12)
        for row in fit.to_polars().iter_rows(named=True):
            term = row["term"].removeprefix("_").removesuffix("_")
            for name in ["age", "channel", "visits"]:
                term = term.removeprefix(f"{name}_")
            yield f"{family}/{term}/value", row["estimate"]
            yield f"{family}/{term}/se", row["std_err"]


def calibration(path):
    """Raking, and linear calibration without bounds: svy has none."""
    totals = {}
    with open(path + ".margins.csv") as file:
        for row in csv.DictReader(file):
            totals.setdefault(row["variable"], {})[row["value"]] = float(
                row["target"])
    sample = read(path)
    raked = sample.weighting.rake(controls=totals, tol=1e-9, max_iter=1000)
    yield from estimates(
        "raked", raked.estimation.mean(QUESTIONS, drop_nulls=True))
    linear = sample.weighting.calibrate(
        controls={svy.Cat(name): levels for name, levels in totals.items()})
    yield from estimates(
        "linear", linear.estimation.mean(QUESTIONS, drop_nulls=True))


def main():
    task, path, result = sys.argv[1:4]
    tasks = {"banner": banner, "league": league, "crosstab": crosstab,
             "bootstrap": bootstrap, "regression": regression,
             "calibration": calibration}
    with open(result, "w") as file:
        for name, number in tasks[task](path):
            if number is None:
                continue
            file.write(f"{name}\t{number!r}\n")


if len(sys.argv) > 1:
    main()
