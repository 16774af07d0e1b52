"""The evaluation of Datasets/suggestion-handling, worked out with numpy.

Run in this folder: python3 evaluate.py   (numpy 2). Writes expected.json.

Nothing is shared with the program but the files of the data set. Weights are
found by numpy's eigenvalues, severities by numpy's least squares of a dummy
matrix, and the tree is walked from the root. The draws use numpy's own
generator, so their intervals agree in distribution only.
"""

import csv
import datetime
import json
import math
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "..", "Datasets", "suggestion-handling")
SAATY = [0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45]
BANDS = [(90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格")]
DRAWS = 20000


def rows(name):
    with open(os.path.join(DATA, name), encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def days(a, b):
    return math.nan if not a or not b else (day(b) - day(a)).days


# ---- Data --------------------------------------------------------------------

cases = [r for r in rows("cases.csv") if r["evaluated"] == "1"]
ids = [c["case_id"] for c in cases]
row_of = {c: i for i, c in enumerate(ids)}
ratings = [[] for _ in ids]
for r in rows("ratings.csv"):
    if r["is_valid"] == "1" and r["case_id"] in row_of:
        ratings[row_of[r["case_id"]]].append(r)
scores = rows("scores.csv")
evaluators = sorted({s["evaluator_id"] for s in scores})
tree = rows("indicators.csv")
by_id = {t["indicator_id"]: t for t in tree}
children = {t["indicator_id"]: [] for t in tree}
for t in tree:
    if t["parent_id"]:
        children[t["parent_id"]].append(t["indicator_id"])
leaves = [t["indicator_id"] for t in tree if not children[t["indicator_id"]]]

# ---- Weights: analytic hierarchy process -------------------------------------


def judge_matrix(parent, comparisons):
    """The geometric mean of the judges' judgements, cell by cell."""
    names = children[parent]
    logs = {}
    for j in comparisons:
        if j["parent"] == parent:
            a, b = names.index(j["first"]), names.index(j["second"])
            text = j["value"].split("/")
            value = float(text[0]) / (float(text[1]) if len(text) > 1 else 1)
            logs.setdefault((a, b), []).append(math.log(value))
            logs.setdefault((b, a), []).append(-math.log(value))
    matrix = np.ones((len(names), len(names)))
    for (a, b), values in logs.items():
        matrix[a, b] = math.exp(np.mean(values))
    return matrix


local = {"G": 1.0}
weightings = []
comparisons = rows("judges.csv")
for parent, names in children.items():
    if not names:
        continue
    matrix = judge_matrix(parent, comparisons)
    values, vectors = np.linalg.eig(matrix)
    k = int(np.argmax(values.real))
    w = np.abs(vectors[:, k].real)
    w = w / w.sum()
    n = len(names)
    eigen = float(values[k].real)
    ratio = (eigen - n) / (n - 1) / SAATY[n] if n > 2 else 0.0
    for name, value in zip(names, w):
        local[name] = float(value)
    weightings.append(
        {"parent": parent, "weights": dict(zip(names, map(float, w))),
         "largest_eigenvalue": eigen, "consistency_ratio": ratio})


def global_weight(name):
    parent = by_id[name]["parent_id"]
    return local[name] * (global_weight(parent) if parent else 1)


# ---- Leaves ------------------------------------------------------------------


def severity(leaf, times=None):
    """Case means adjusted for severe evaluators; None if not connected.

    `times` says how often each evaluator counts.
    """
    entries = [
        (row_of[s["case_id"]], evaluators.index(s["evaluator_id"]),
         100 * float(s["score"]) / float(s["max_score"]))
        for s in scores
        if s["indicator_id"] == leaf and s["abstain"] == "0"
        and s["conflict_of_interest"] == "0" and s["score"]
        and s["case_id"] in row_of]
    if times is None:
        times = np.ones(len(evaluators))
    return solve(np.array(entries), times)


def connected(pairs):
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for c, e in pairs:
        parent[find(("c", c))] = find(("e", e))
    return len({find(x) for x in list(parent)}) == 1


def solve(entries, times):
    """Returns (adjusted score a case, severity an evaluator)."""
    weight = times[entries[:, 1].astype(int)]
    entries, weight = entries[weight > 0], weight[weight > 0]
    case = entries[:, 0].astype(int)
    evaluator = entries[:, 1].astype(int)
    if not connected(set(zip(case.tolist(), evaluator.tolist()))):
        return None
    used_cases, used = np.unique(case), np.unique(evaluator)
    m, k = len(used_cases), len(used)
    x = np.zeros((len(entries), m + k))
    x[np.arange(len(entries)), np.searchsorted(used_cases, case)] = 1
    x[np.arange(len(entries)), m + np.searchsorted(used, evaluator)] = 1
    root = np.sqrt(weight)
    beta = np.linalg.lstsq(x * root[:, None], entries[:, 2] * root, rcond=None)[0]
    centre = np.average(beta[m:], weights=times[used])
    adjusted = np.full(len(ids), np.nan)
    adjusted[used_cases] = beta[:m] + centre
    severities = np.full(len(evaluators), np.nan)
    severities[used] = beta[m:] - centre
    return adjusted, severities


GRADES = {"satisfied": 100.0, "basic": 60.0, "dissatisfied": 0.0}


def satisfaction(leaf, lists):
    out = []
    for found in lists:
        # The ratings count with the weights of their design.
        grades = [(r["overall"], float(r["weight"])) for r in found if r["overall"] in GRADES]
        total = sum(w for _, w in grades)
        if not grades:
            out.append(math.nan)
        elif leaf == "S1":
            out.append(sum(w * GRADES[g] for g, w in grades) / total)
        else:
            out.append(100 * sum(w for g, w in grades if g == "satisfied") / total)
    return np.array(out)


def ledger(leaf):
    points = {"A": 100, "B": 85, "C": 60, "D": 40}
    out = []
    for c in cases:
        if leaf == "P1":
            out.append(days(c["assigned_on"], c["replied_on"]))
        elif leaf == "P2":
            out.append(sum(bool(c[f"meet_{k}_on"]) for k in ("before", "during", "after")) / 3)
        elif leaf == "P3":
            out.append(days(c["assigned_on"], c["signed_on"]))
        elif leaf == "E3":
            out.append(points.get(c["result_class"], math.nan))
        elif leaf == "E4":
            late = days(c["commitment_due_on"], c["commitment_done_on"])
            out.append(late if math.isnan(late) else max(0, late))
    return np.array(out, dtype=float)


RATED = ["Q1", "Q2", "Q3", "E1", "E2"]
raw = {}
severities = {}
for leaf in leaves:
    if leaf in RATED:
        raw[leaf], severities[leaf] = severity(leaf)
    elif leaf in ("S1", "S2"):
        raw[leaf] = satisfaction(leaf, ratings)
    else:
        raw[leaf] = ledger(leaf)


def normalise(leaf, x):
    def clip(y):
        return np.clip(y, 0, 100)

    if leaf == "P1":
        return clip(100 * (200 - x) / (200 - 30))
    if leaf == "P2":
        return clip(100 * x)
    if leaf == "P3":
        return clip(100 * (10 - x) / 10)
    if leaf == "E4":
        return clip(100 * (60 - x) / 60)
    if leaf == "S1":
        return clip(100 * (x - 80) / 20)
    if leaf == "S2":
        return np.minimum(100, np.maximum(40, 100 - 5 * (99 - x)))
    return x if leaf == "E3" else clip(x)


# ---- The tree ----------------------------------------------------------------


def evaluate(name, leaf_scores, weights, everything=None):
    """Returns (scores, coverage) of a node, missing parts left out."""
    if not children[name]:
        y = leaf_scores[name].copy()
        if by_id[name]["missing_rule"] == "zero":
            y[np.isnan(y)] = 0
        result = (y, (~np.isnan(y)).astype(float))
    else:
        parts = [evaluate(c, leaf_scores, weights, everything) for c in children[name]]
        w = np.array([weights[c] for c in children[name]])
        y = np.array([p[0] for p in parts])
        covered = np.array([p[1] for p in parts])
        there = ~np.isnan(y)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(there, y * w[:, None], 0).sum(0) / (there * w[:, None]).sum(0)
        coverage = (covered * w[:, None]).sum(0) / w.sum()
        too_few = coverage < float(by_id[name]["min_coverage"] or 0.6) - 1e-9
        mean[too_few] = np.nan
        if name != "G":
            coverage = np.where(too_few, 0, coverage)
        result = (mean, coverage)
    if everything is not None:
        everything[name] = result[0]
    return result


leaf_scores = {leaf: normalise(leaf, raw[leaf]) for leaf in leaves}
everything = {}
total, coverage = evaluate("G", leaf_scores, local, everything)


def rank(values):
    return [math.nan if math.isnan(v) else 1 + sum(round(o, 10) > round(v, 10) for o in values if not math.isnan(o)) for v in values]


ranks = rank(total)

# ---- Gates and bands ---------------------------------------------------------


def gates(i):
    c, hit = cases[i], []
    due = c["extended_until"] or c["due_on"]
    late = days(due, c["replied_on"])
    if not math.isnan(late) and late > 0:
        hit.append(("P1", "良好"))
    leads = sum(r["overall"] == "dissatisfied" and r["rater_kind"] == "deputy_lead" for r in ratings[i])
    if leads > 0:
        hit.append(("S1", "合格"))
    return hit


def band(i, score):
    if math.isnan(score):
        return None
    names = [b[1] for b in BANDS]
    shown = math.floor(score * 10 + 0.5 + 1e-9) / 10
    position = next(k for k, b in enumerate(BANDS) if shown >= b[0])
    for _, cap in gates(i):
        position = max(position, names.index(cap))
    return names[position]


def obstacles(i):
    lacks = {leaf: global_weight(leaf) * (100 - everything[leaf][i]) for leaf in leaves if not math.isnan(everything[leaf][i])}
    total_lack = sum(lacks.values())
    return {k: v / total_lack for k, v in lacks.items() if v > 1e-12}


# ---- Draws -------------------------------------------------------------------

rng = np.random.default_rng(20260711)
entries_of = {
    leaf: np.array([
        (row_of[s["case_id"]], evaluators.index(s["evaluator_id"]), 100 * float(s["score"]) / float(s["max_score"]))
        for s in scores
        if s["indicator_id"] == leaf and s["abstain"] == "0" and s["conflict_of_interest"] == "0" and s["score"] and s["case_id"] in row_of])
    for leaf in RATED}
values_of = []
for found in ratings:
    values_of.append(np.array([[GRADES.get(r["overall"], np.nan), float(r["weight"])] for r in found]).reshape(-1, 2))
drawn_total = np.full((DRAWS, len(ids)), np.nan)
drawn_rank = np.full((DRAWS, len(ids)), np.nan)
cache = {}
for d in range(DRAWS):
    weights = {"G": 1.0}
    for parent, names in children.items():
        if names:
            w = np.array([local[n] for n in names]) * rng.uniform(0.75, 1.25, len(names))
            weights.update(zip(names, w / w.sum()))
    while True:
        times = np.bincount(rng.integers(0, len(evaluators), len(evaluators)), minlength=len(evaluators)).astype(float)
        key = tuple(times)
        if key not in cache:
            solved = {leaf: solve(entries_of[leaf], times) for leaf in RATED}
            cache[key] = None if any(v is None for v in solved.values()) else {k: v[0] for k, v in solved.items()}
        if cache[key] is not None:
            break
    x = dict(raw)
    x.update(cache[key])
    index, share = np.full(len(ids), np.nan), np.full(len(ids), np.nan)
    for i, values in enumerate(values_of):
        if len(values):
            again = values[rng.integers(0, len(values), len(values))]
            again = again[~np.isnan(again[:, 0])]
            if len(again):
                grade, w = again.T
                index[i] = np.average(grade, weights=w)
                share[i] = 100 * np.average(grade == 100, weights=w)
    x["S1"], x["S2"] = index, share
    y, _ = evaluate("G", {leaf: normalise(leaf, x[leaf]) for leaf in leaves}, weights)
    drawn_total[d] = y
    ordered = np.round(y, 10)
    drawn_rank[d] = [1 + np.sum(ordered > v) if not np.isnan(v) else np.nan for v in ordered]


def quantiles(values, shares):
    values = values[~np.isnan(values)]
    return [float(q) for q in np.quantile(values, shares)]


# A limit of 2,000 draws at 2.5 % lies between these shares of all draws in
# all but one of 50,000 cases.
ERROR = 4.3 * math.sqrt(0.025 * 0.975 * (1 / 2000 + 1 / DRAWS))
SHARES = [0.025 - ERROR, 0.025, 0.025 + ERROR, 0.975 - ERROR, 0.975, 0.975 + ERROR]


def clean(value):
    return None if value is None or (isinstance(value, float) and math.isnan(value)) else float(value)


out = {
    "weights": {n: {"local": local[n], "global": global_weight(n)} for n in by_id},
    "weightings": weightings,
    "severity": [
        {"id": e, "scores": int(sum((entries_of[l][:, 1] == k).sum() for l in RATED)),
         "severity": float(sum((entries_of[l][:, 1] == k).sum() * severities[l][k] for l in RATED)
                           / sum((entries_of[l][:, 1] == k).sum() for l in RATED))}
        for k, e in enumerate(evaluators)],
    "cases": [
        {"id": ids[i], "score": clean(total[i]), "rank": clean(float(ranks[i])), "coverage": float(coverage[i]),
         "band": band(i, total[i]), "gates": [g[0] for g in gates(i)],
         "raw": {leaf: clean(raw[leaf][i]) for leaf in leaves},
         "scores": {n: clean(everything[n][i]) for n in by_id},
         "obstacles": obstacles(i),
         "draws": {"score": quantiles(drawn_total[:, i], SHARES), "rank": quantiles(drawn_rank[:, i], SHARES),
                   "shares": [float(np.mean(drawn_rank[:, i] == r)) for r in range(1, len(ids) + 1)]}}
        for i in range(len(ids))],
}
with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
    json.dump(out, f, ensure_ascii=False, separators=(",", ":"), indent=None)
    f.write("\n")
print(len(ids), "cases;", len(cache), "panels")
