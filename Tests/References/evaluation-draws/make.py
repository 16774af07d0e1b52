"""Expected results of passports, sensitivity and designs, by numpy and scipy.

    python3 make.py        (numpy 2, scipy 1.17)

Writes sobol_points.csv, sobol_composite.csv, matrix.csv and passport.json
beside itself.
"""

import csv
import itertools
import json
import pathlib

import numpy as np
from scipy.stats import qmc, rankdata, spearmanr

here = pathlib.Path(__file__).parent

# 1,024 points of Sobol's sequence in six dimensions, as multiples of 1/1024.
points = qmc.Sobol(d=6, scramble=False).random(1024)
numbers = np.rint(points * 1024).astype(int)
assert np.array_equal(numbers / 1024, points)
with open(here / "sobol_points.csv", "w") as file:
    for row in numbers:
        file.write(",".join(map(str, row)) + "\n")

# 256 points in eight dimensions, as multiples of 1/256: four factors of the
# composite in design A, four in B.
points = qmc.Sobol(d=8, scramble=False).random(256)
numbers = np.rint(points * 256).astype(int)
assert np.array_equal(numbers / 256, points)
with open(here / "sobol_composite.csv", "w") as file:
    for row in numbers:
        file.write(",".join(map(str, row)) + "\n")

# Twelve made-up cases that are close to each other.
x = np.round(np.random.default_rng(7).normal(60, 12, (12, 5)), 1)
np.savetxt(here / "matrix.csv", x, fmt="%.1f", delimiter=",")
sign = np.array([-1, 1, 1, -1, 1])
given = np.array([0.15, 0.25, 0.20, 0.10, 0.30])
m, n = x.shape
low, high = x.min(0), x.max(0)
minmax = np.where(sign > 0, x - low, high - x) / (high - low)


def percentile(column):
    return (rankdata(column, method="min") - 1) / (m - 1)


normalised = {
    "minmax": 100 * minmax,
    "z-score": 50 + 10 * sign * (x - x.mean(0)) / x.std(0, ddof=1),
    "percentile-rank": 100
    * np.column_stack([percentile(s * c) for s, c in zip(sign, x.T)]),
}
with np.errstate(divide="ignore", invalid="ignore"):
    share = minmax / minmax.sum(0)
    entropy = -np.where(share > 0, share * np.log(share), 0).sum(0) / np.log(m)
weights = {
    "direct": given,
    "equal": np.full(n, 1 / n),
    "entropy": (1 - entropy) / (1 - entropy).sum(),
}


def topsis(values, best, worst, w):
    up = np.sqrt(((w * (values - best)) ** 2).sum(1))
    down = np.sqrt(((w * (values - worst)) ** 2).sum(1))
    return 100 * down / (up + down)


vector = x / np.sqrt((x**2).sum(0))
best = np.where(sign > 0, vector.max(0), vector.min(0))
worst = np.where(sign > 0, vector.min(0), vector.max(0))


def total(scale, weight, score):
    w = weights[weight]
    if score == "weighted-sum":
        return normalised[scale] @ w
    if score == "topsis":
        return topsis(vector, best, worst, w)
    return topsis(minmax, 1, 0, w)


chosen = total("minmax", "direct", "weighted-sum")
chosen_ranks = rankdata(-np.round(chosen, 10), method="min").astype(int)
entries = []
for scale, weight, score in itertools.product(
    normalised, weights, ["weighted-sum", "topsis", "topsis-minmax"]
):
    if score != "weighted-sum" and scale != "minmax":
        continue
    scores = total(scale, weight, score)
    ranks = rankdata(-np.round(scores, 10), method="min").astype(int)
    entries.append(
        {
            "normalisation": scale,
            "weights": weight,
            "score": score,
            "ranks": ranks.tolist(),
            "correlation": float(
                spearmanr(np.round(chosen, 10), np.round(scores, 10)).statistic
            ),
            "moved": int((ranks != chosen_ranks).sum()),
        }
    )
table = np.array([entry["ranks"] for entry in entries])
json.dump(
    {
        "entries": entries,
        "best": table.min(0).tolist(),
        "median": np.median(table, axis=0).tolist(),
        "worst": table.max(0).tolist(),
        "top3": (table <= 3).mean(0).tolist(),
    },
    open(here / "passport.json", "w"),
)
