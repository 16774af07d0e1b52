"""The bootstrap of Simar and Wilson (1998), written from the paper with
numpy and scipy's linear programs; nothing is shared with the program.

Writes draws.csv (which unit's score a draw starts from, and the normal
noise: one row a draw, first the units, then the noise) and bootstrap.json.
The data are those of ../evaluation/dea.json. python3 make.py, in this folder.
"""
import csv
import json
import numpy as np
from scipy.optimize import linprog

data = json.load(open("../evaluation/dea.json"))
X = np.array(data["inputs"], float)   # rows inputs, columns units
Y = np.array(data["outputs"], float)
n = X.shape[1]
B = 60
rng = np.random.default_rng(7)
units = rng.integers(0, n, (B, n))
noise = rng.standard_normal((B, n))
with open("draws.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    for u, e in zip(units, noise):
        w.writerow(list(u) + [repr(float(v)) for v in e])


def distance(x, y, RX, RY, orientation, variable):
    """theta, or phi, of the point (x, y) against the units RX, RY."""
    m, k = RX.shape[1], RX.shape[0]
    s = RY.shape[0]
    if orientation == "input":   # min t: RX l <= t x, RY l >= y
        c = np.r_[1, np.zeros(m)]
        A = np.vstack([np.c_[-x, RX], np.c_[np.zeros(s), -RY]])
        b = np.r_[np.zeros(k), -y]
    else:                        # max t: RX l <= x, RY l >= t y
        c = np.r_[-1, np.zeros(m)]
        A = np.vstack([np.c_[np.zeros(k), RX], np.c_[y, -RY]])
        b = np.r_[x, np.zeros(s)]
    eq = dict(A_eq=np.r_[0, np.ones(m)][None], b_eq=[1]) if variable else {}
    r = linprog(c, A, b, bounds=[(0, None)] * (m + 1), method="highs",
                options=dict(primal_feasibility_tolerance=1e-10,
                             dual_feasibility_tolerance=1e-10), **eq)
    assert r.status == 0, r.message
    return r.x[0]


def quantile(v, p):
    return float(np.quantile(v, p))   # type 7


def bandwidth(score):
    """Silverman's rule on the reflected scores that are not 1, carried over
    to all of them (Daraio and Simar 2007, section 3.4)."""
    inner = score[np.abs(score - 1) > 1e-9]
    both = np.r_[inner, 2 - inner]
    m = len(inner)
    sd = both.std(ddof=1)
    spread = min(sd, (quantile(both, .75) - quantile(both, .25)) / 1.34)
    h = 0.9 * spread * (2 * m) ** -0.2
    return h * 2 ** 0.2 * (m / n) ** 0.2 * score.std(ddof=1) / sd


out = {}
for orientation in ["input", "output"]:
    for variable in [False, True]:
        score = np.array([distance(X[:, i], Y[:, i], X, Y, orientation, variable)
                          for i in range(n)])
        score[np.abs(score - 1) < 1e-9] = 1
        if len(set(score.round(9))) < 3:
            continue
        h = bandwidth(score)
        variance = score.var(ddof=1)
        found = np.zeros((B, n))
        for d in range(B):
            start = score[units[d]]
            raw = start + h * noise[d]
            bad = raw > 1 if orientation == "input" else raw < 1
            raw = np.where(bad, 2 - raw, raw)
            star = start.mean() + (raw - start.mean()) / np.sqrt(
                1 + h * h / variance)
            if orientation == "input":
                RX, RY = X * (score / star), Y
            else:
                RX, RY = X, Y * (score / star)
            found[d] = [distance(X[:, i], Y[:, i], RX, RY, orientation, variable)
                        for i in range(n)]
        mean = found.mean(0)
        out[f"{orientation}-{'variable' if variable else 'constant'}"] = dict(
            score=score.tolist(), bandwidth=h, mean=mean.tolist(),
            bias=(mean - score).tolist(), corrected=(2 * score - mean).tolist(),
            sd=found.std(0, ddof=1).tolist(),
            lower=[2 * score[i] - quantile(found[:, i], .975) for i in range(n)],
            upper=[2 * score[i] - quantile(found[:, i], .025) for i in range(n)])
json.dump(out, open("bootstrap.json", "w"), indent=1)
for k, v in out.items():
    print(k, v["bandwidth"], v["corrected"])
