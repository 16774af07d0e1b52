"""Indices of quality of all 2,800 bfi rows by plain numpy, missing answers
included. Run in this folder: python3 indices.py"""
import csv

import numpy as np

with open("../survey/data/bfi.csv", newline="") as file:
    rows = list(csv.reader(file))
names = rows[0][:25]
X = np.array([[float(v) if v not in ("", "NA") else np.nan for v in r[:25]]
              for r in rows[1:]])
n, m = X.shape
complete = ~np.isnan(X).any(axis=1)
C = X[complete]
mean, S = C.mean(axis=0), np.cov(C, rowvar=False)
item_means = np.nanmean(X, axis=0)


def average_string(x):
    strings, answers, last = 0, 0, np.nan
    for value in x:
        if not np.isnan(value):
            answers += 1
            strings += value != last
        last = value
    return answers / strings if strings else np.nan


def correlation(a, b):
    keep = ~np.isnan(a) & ~np.isnan(b)
    a, b = a[keep], b[keep]
    if len(a) < 3 or a.std() < 1e-9 or b.std() < 1e-9:
        return np.nan
    return np.corrcoef(a, b)[0, 1]


def distance(x):
    k = ~np.isnan(x)
    if not k.any():
        return np.nan
    d = x[k] - mean[k]
    return d @ np.linalg.inv(S[np.ix_(k, k)]) @ d


pairs_up, pairs_down = [], []
for i in range(m):
    for j in range(i + 1, m):
        r = correlation(X[:, i], X[:, j])
        if r > 0.5:
            pairs_up.append((i, j))
        if r < -0.35:
            pairs_down.append((i, j))

# Steps of items, the easiest first; ties by item, then by step.
steps = []
for i in range(m):
    column = X[:, i][~np.isnan(X[:, i])]
    for limit in sorted(set(column))[1:]:
        steps.append((-(column >= limit).mean(), i, limit))
steps.sort()


def guttman(x):
    passed = np.array([x[i] >= limit for _, i, limit in steps
                       if not np.isnan(x[i])])
    errors = sum(int((~passed[:k]).sum()) for k in range(len(passed))
                 if passed[k])
    product = int(passed.sum()) * int((~passed).sum())
    return errors / product if product else np.nan


# Nearly equal rows by comparing every pair; a gap equals a gap only.
filled = np.where(np.isnan(X), -1, X)
answered = (~np.isnan(X)).sum(axis=1)
near = {}
for limit in (0.8, 0.9):
    best = np.zeros(n)
    for row in range(n):
        if answered[row] < 20:
            best[row] = np.nan
            continue
        earlier = np.flatnonzero(answered[:row] >= 20)
        if len(earlier):
            share = (filled[earlier] == filled[row]).mean(axis=1).max()
            best[row] = share if share >= limit - 1e-9 else 0
    near[limit] = best

with open("indices_bfi.csv", "w") as out:
    out.write("average,irv,total,d2,synonyms,antonyms,guttman,missing,"
              "extreme,near80,near90\n")
    for row, x in enumerate(X):
        answers = x[~np.isnan(x)]
        values = [
            average_string(x), answers.std(ddof=1) if len(answers) > 1 else
            np.nan, correlation(x, item_means), distance(x),
            correlation(x[[j for _, j in pairs_up]],
                        x[[i for i, _ in pairs_up]]),
            correlation(x[[j for _, j in pairs_down]],
                        x[[i for i, _ in pairs_down]]),
            guttman(x), np.isnan(x).mean(),
            np.isin(answers, (1, 6)).mean() if len(answers) else np.nan,
            near[0.8][row], near[0.9][row]]
        out.write(",".join("" if np.isnan(v) else repr(float(v))
                           for v in values) + "\n")
print(len(pairs_up), len(pairs_down), len(steps), n, complete.sum(), [int(np.nansum(near[l]>0)) for l in near])
