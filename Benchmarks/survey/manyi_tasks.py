"""How Manyi is asked for each task, and where its numbers stand.

The one place to change when a kind or a key gets another name. A task is a
list of commands, each `manyi analyze KIND FILE --set ... --json`; every one
starts anew and reads the file again, and their times are added. A kind or key
that the command does not know makes the task 'not available yet'.
"""

import json

QUESTIONS = ",".join(f"q{number}" for number in range(1, 11))
BANNER = ["gender", "age", "education", "district", "channel", "visits"]
DESIGN = ["design.strata=stratum", "design.clusters=cluster",
          "design.weights=weight"]
DRAWN = ["design.replicates.make=rao-wu", "design.replicates.count=200",
         "design.replicates.seed=25"]
# 50 columns; the factor is svy's, Manyi's own is 1/(R - 1) as R's.
SUPPLIED = ["design.replicates.columns=replicate*",
            "design.replicates.method=bootstrap",
            "design.replicates.scale=0.02"]
FACTORS = ["age", "channel", "visits"]
MODEL = ["terms=x1,x2,x3,x4,x5,x6," + ",".join(FACTORS), "margins=false"]


def commands(task, path, supplied):
    """(kind, settings, prefix of names) of each command of a task."""
    replicates = DESIGN + (SUPPLIED if supplied else DRAWN)
    if task == "banner":
        questions = ",".join(f"q{number}" for number in range(1, 101))
        return [("banner", [
            f"questions={questions}", "banner=" + ",".join(BANNER),
            *DESIGN], "")]
    if task == "league":
        return [("mean", [f"variables={QUESTIONS}", "by=[[domain]]",
                          *DESIGN], "mean")]
    if task == "crosstab":
        return [("crosstab", ["rows=region", "columns=grade", *DESIGN], "")]
    if task == "bootstrap":
        return [
            ("mean", [f"variables={QUESTIONS}", "by=[[district]]",
                      *replicates], "mean"),
            ("quantile", ["variables=minutes", "by=[[district]]",
                          "probabilities=0.25,0.5,0.75",
                          "interval=replicates",
                          *replicates], "quantile")]
    if task == "regression":
        return [
            ("regression", ["outcome=score", "family=gaussian", *MODEL,
                            *replicates], "gaussian"),
            ("regression", ["outcome=satisfied", "family=binomial", *MODEL,
                            *replicates], "binomial")]
    targets = path + ".margins.csv"
    means = [f"variables={QUESTIONS}", *DESIGN]
    return [
        ("mean", [*means, f"design.calibrate.rake.targets={targets}"],
         "raked"),
        ("mean", [*means, f"design.calibrate.logit.targets={targets}",
                  "design.calibrate.logit.bounds=0.75,1.35"], "bounded")]


def numbers(result, prefix):
    """The numbers of a result with the names that the peers give them."""
    found = {}
    for one in result["estimates"]:
        group = next(iter(one["group"].values()), "")
        name = one["variable"]
        if prefix == "quantile":
            share = {"median": "50"}.get(one["statistic"])
            share = share or one["statistic"].removeprefix("p")
            name = f"{name}@{float(share) / 100:g}"
        found[f"{prefix}/{name}/{group}/value"] = one["value"]
        found[f"{prefix}/{name}/{group}/se"] = one["se"]
    details = result["details"] or {}
    for table in details.get("tables", []):
        name = table["table"]
        if name == "coefficients":
            found |= coefficients(table, prefix)
        elif name == "index":
            found |= probabilities(table)
        elif name == "cells":
            found |= cells(table)
        elif name == "tests":
            found |= test(table)
        elif name.startswith("q") and name.endswith("-errors"):
            found |= shares(table, name.removesuffix("-errors"))
    return {name: number for name, number in found.items()
            if number is not None}


def plain(cell):
    return cell["value"] if isinstance(cell, dict) else cell


def coefficients(table, prefix):
    found = {}
    for row in table["rows"]:
        term = "intercept" if "ntercept" in row["row"] else row["row"]
        for factor in FACTORS:
            term = term.removeprefix(factor) if "-" in term else term
        cells = list(row["cells"].values())
        found[f"{prefix}/{term}/value"] = plain(cells[0])
        found[f"{prefix}/{term}/se"] = plain(row["cells"].get("se"))
    return found


def cells(table):
    found = {}
    for row in table["rows"]:
        if row["row"].count("|") == 1:
            name = "share/region=" + row["row"].replace("|", "/")
            found[f"{name}/value"] = plain(row["cells"]["total"])
            found[f"{name}/se"] = row["cells"]["total_se"]
    return found


def test(table):
    return {f"rao-scott/region*grade/{name}": row["cells"][key]
            for row in table["rows"] if row["row"] == "f"
            for name, key in [("f", "statistic"), ("df1", "df1"),
                              ("df2", "df2"), ("p", "p")]}


def probabilities(table):
    return {f"rao-scott/{row['row']}*{name}/p": plain(cell)
            for row in table["rows"] for name, cell in row["cells"].items()
            if name in BANNER}


def shares(table, question):
    found = {}
    for row in table["rows"]:
        answer = row["row"].removesuffix("-se")
        what = "se" if row["row"].endswith("-se") else "value"
        for column, cell in row["cells"].items():
            group = column.split("=", 1)[-1]
            found[f"share/{question}={answer}/{group}/{what}"] = plain(cell)
    return found


def refusal(result):
    """Why the command cannot do it at all, or nothing."""
    for finding in result["diagnostics"]:
        if finding["code"] in ("S109", "S102"):
            return finding["message"]
    return None


def load(path):
    with open(path) as file:
        return json.load(file)
