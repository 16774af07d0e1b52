#!/usr/bin/env python3
"""Scores and stars of the hospitals, written apart from the program.

Prints the columns of cms-2024.csv; needs NumPy.
    python3 make.py >cms-2024.csv
"""
import csv
import json
import math
import os
import warnings

import numpy as np

warnings.simplefilter("ignore")
here = os.path.dirname(os.path.abspath(__file__))
plan = json.load(open(os.path.join(here, "cms-2024.json")))
data = os.path.join(here, "../../../Datasets/hospital-stars/measures-2024.csv")
rows = list(csv.DictReader(open(data)))
groups = ["mort", "safety", "readm", "ptexp", "process"]

scores, counts = {}, {}
for name in groups:
    measures = []
    for measure in plan["groups"][name]:
        x = np.array([float(r[measure] or "nan") for r in rows])
        if np.sum(~np.isnan(x)) <= 100:
            continue
        sign = -1 if measure in plan["negative_direction"] else 1
        measures.append(sign * (x - np.nanmean(x)) / np.nanstd(x, ddof=1))
    z = np.array(measures)
    counts[name] = np.sum(~np.isnan(z), 0)
    mean = np.nanmean(z, 0)
    scores[name] = (mean - np.nanmean(mean)) / np.nanstd(mean, ddof=1)

matrix = np.array([scores[g] for g in groups])
weights = np.array([plan["weights"][g] for g in groups])[:, None]
there = ~np.isnan(matrix)
summary = np.nansum(matrix * weights, 0) / np.sum(there * weights, 0)
enough = sum((counts[g] >= 3).astype(int) for g in groups)
rated = (enough >= 3) & ((counts["mort"] >= 3) | (counts["safety"] >= 3))


def percentile(x, part):
    """SAS definition 5."""
    x = np.sort(x)
    place = len(x) * part / 5
    if abs(place - round(place)) < 1e-9:
        return (x[round(place) - 1] + x[round(place)]) / 2
    return x[math.ceil(place) - 1]


stars = {}
for peers in (3, 4, 5):
    index = np.where(rated & (enough == peers))[0]
    x = summary[index]
    cuts = [percentile(x, part) for part in (1, 2, 3, 4)]
    part = np.array([sum(v > c for c in cuts) for v in x])
    centres = np.array([np.median(x[part == q]) for q in range(5)])
    for farthest in (np.inf, 1.0):
        for _ in range(1000):
            gap = np.abs(x[:, None] - centres)
            label = gap.argmin(1)
            near = gap.min(1) <= farthest
            moved = np.array(
                [x[(label == q) & near].mean() for q in range(5)])
            if (moved == centres).all():
                break
            centres = moved
    stars.update({i: q + 1 for i, q in zip(index, label)})

print("PROVIDER_ID,mortality,safety,readmission,experience,process,summary,"
      "groups,eligible,star")
for i, row in enumerate(rows):
    if np.isnan(summary[i]):
        continue
    numbers = [matrix[g][i] for g in range(5)] + [summary[i]]
    print(",".join(
        [row["PROVIDER_ID"]]
        + ["" if np.isnan(n) else f"{n:.15g}" for n in numbers]
        + [str(enough[i]), str(int(rated[i])), str(stars.get(i, ""))]))
