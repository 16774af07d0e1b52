"""Weights, treatment and imputation by other means than the engine's.

Needs numpy, scipy and scikit-learn. Writes weights.json beside itself. The
matrix is the made-up example of ../evaluation/mcdm_matrix.csv.
"""

import json
import pathlib

import numpy as np
from scipy import optimize, stats
from sklearn.impute import KNNImputer

here = pathlib.Path(__file__).parent
X = np.loadtxt(here.parent / "evaluation/mcdm_matrix.csv", delimiter=",")
d = np.array([-1, 1, 1, 1, 1, 1])
expert = np.array([0.15, 0.10, 0.20, 0.25, 0.20, 0.10])
Y = (X - X.min(0)) / (X.max(0) - X.min(0))
Y[:, d < 0] = 1 - Y[:, d < 0]


def entropy(y):
    p = y / y.sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        e = -np.where(p > 0, p * np.log(p), 0).sum(0) / np.log(len(y))
    return (1 - e) / (1 - e).sum()


def critic(x, d):
    y = (x - x.min(0)) / (x.max(0) - x.min(0))
    y[:, d < 0] = 1 - y[:, d < 0]
    c = y.std(0, ddof=1) * (1 - np.corrcoef(y.T)).sum(0)
    return c / c.sum()


out = {}

# Game theory where all shares are positive, and where one is not.
sets = [expert, entropy(Y), critic(X, d)]


def game(sets):
    W = np.array(sets)
    return np.linalg.solve(W @ W.T, (W**2).sum(1))


def refused(sets):
    W = np.array(sets)

    def loss(a):
        return sum(((a @ W - w) ** 2).sum() for w in W)

    k = len(sets)
    found = optimize.minimize(
        loss,
        np.eye(k)[0],
        method="SLSQP",
        bounds=[(0, 1)] * k,
        constraints={"type": "eq", "fun": lambda a: a.sum() - 1},
        options={"ftol": 1e-16, "maxiter": 1000},
    )
    return found.x @ W, float(found.fun)


w, loss = refused(sets)
mean = np.mean(sets, 0)
out["game_refused"] = {
    "raw": game(sets).tolist(),
    "slsqp": w.tolist(),
    "slsqp_loss": loss,
    "mean": mean.tolist(),
    "mean_loss": float(sum(((mean - v) ** 2).sum() for v in sets)),
}
pair = [expert, sets[2]]
a = game(pair)
out["game_two"] = {
    "raw": a.tolist(),
    "w": ((a / a.sum()) @ np.array(pair)).tolist(),
}

# Relative entropy with shares: numerically smallest sum of divergences.
parts = np.array([0.7, 0.3])


def divergence(logits):
    w = np.exp(logits - logits.max())
    w /= w.sum()
    return sum(p * (w * np.log(w / s)).sum() for p, s in zip(parts, sets))


found = optimize.minimize(divergence, np.zeros(6), method="BFGS", tol=1e-14)
v = np.exp(found.x - found.x.max())
power = np.prod([s**p for s, p in zip(sets, parts)], 0)
out["relative_entropy_70_30"] = {
    "w": (power / power.sum()).tolist(),
    "bfgs": (v / v.sum()).tolist(),
}

# Normalisations.
x = X[:, 2]
days = X[:, 0]
out["normalise"] = {
    "z_population": ((x - x.mean()) / x.std(ddof=0)).tolist(),
    "z_population_scipy": stats.zscore(x).tolist(),
    "minmax_1_100": (1 + 99 * (x - x.min()) / (x.max() - x.min())).tolist(),
    "sum_benefit": (x / x.sum()).tolist(),
    "sum_cost": ((1 / days) / (1 / days).sum()).tolist(),
    "vector_cost": (1 - days / np.sqrt((days**2).sum())).tolist(),
    "target_90": ((x - x.min()) / (90 - x.min())).tolist(),
    "target_cost_60": ((days.max() - days) / (days.max() - 60)).tolist(),
    "borda": (stats.rankdata(x, method="min") - 1).tolist(),
    "borda_cost": (stats.rankdata(-days, method="min") - 1).tolist(),
    "piecewise": np.interp(x, [60, 80, 95], [0, 60, 100]).tolist(),
}

# Data with holes, weights over the cells that are there.
H = X.copy()
H[1, 0] = H[4, 3] = H[6, 3] = H[2, 5] = np.nan


def pairwise(a, b):
    ok = ~np.isnan(a) & ~np.isnan(b)
    return np.corrcoef(a[ok], b[ok])[0, 1]


low, high = np.nanmin(H, 0), np.nanmax(H, 0)
y = (H - low) / (high - low)
y[:, d < 0] = 1 - y[:, d < 0]
R = np.array([[pairwise(y[:, i], y[:, j]) for j in range(6)] for i in range(6)])
s = np.nanstd(y, 0, ddof=1)
c = s * (1 - R).sum(0)
out["holes"] = {
    "X": [[None if np.isnan(v) else v for v in row] for row in H],
    "critic": (c / c.sum()).tolist(),
    "sd": (s / s.sum()).tolist(),
}
Z = (H - np.nanmean(H, 0)) / np.nanstd(H, 0, ddof=1)
sd, mu = np.nanstd(H, 0, ddof=1), np.nanmean(H, 0)
out["holes"]["knn_3"] = (KNNImputer(n_neighbors=3).fit_transform(Z) * sd + mu).tolist()
full = [j for j in range(6) if not np.isnan(H[:, j]).any()]
filled = H.copy()
for j in range(6):
    gap = np.isnan(H[:, j])
    if gap.any():
        A = np.column_stack([np.ones(8)] + [H[:, k] for k in full])
        b, *_ = np.linalg.lstsq(A[~gap], H[~gap, j], rcond=None)
        filled[gap, j] = A[gap] @ b
out["holes"]["regression"] = filled.tolist()

# Principal components on an independent road: eigh and a varimax by angles.
z = (X - X.mean(0)) / X.std(0, ddof=1) * d
R = np.corrcoef(z.T)
lam, vec = np.linalg.eigh(R)
lam, vec = lam[::-1], vec[:, ::-1]
L = vec[:, :2] * np.sqrt(lam[:2])


def criterion(angle):
    n = L / np.sqrt((L**2).sum(1, keepdims=True))
    r = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    q = (n @ r) ** 2
    return -(q**2).mean(0).sum() + (q.mean(0) ** 2).sum()


grid = np.linspace(0, np.pi / 2, 721)
start = grid[np.argmin([criterion(g) for g in grid])]
angle = optimize.minimize_scalar(
    criterion, bracket=(start - 0.01, start, start + 0.01), tol=1e-14
).x
r = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
sq = (L @ r) ** 2
best = sq.max(1)
out["pca_rotated_2"] = (best / best.sum()).tolist()
k2 = np.abs(L) / np.sqrt(lam[:2]) @ lam[:2]
out["pca_coefficients_2"] = (k2 / k2.sum()).tolist()

# Random index: Saaty's 3x3 example.
A = np.array([[1, 4, 6], [1 / 4, 1, 4], [1 / 6, 1 / 4, 1]])
l = max(np.linalg.eigvals(A).real)
out["ahp_3x3"] = {
    "CR_saaty": (l - 3) / 2 / 0.58,
    "CR_simulated": (l - 3) / 2 / 0.5251686,
}
# Voices 2:1:1 of the three judges.
judges = json.load(open(here.parent / "evaluation/ahp.json"))["individual"]
M = [np.array(j["A"]) for j in judges]
voice = np.array([2, 1, 1]) / 4
G = np.exp(sum(v * np.log(m) for v, m in zip(voice, M)))
ev, vec = np.linalg.eig(G)
w = np.abs(vec[:, np.argmax(ev.real)].real)
out["ahp_voices"] = (w / w.sum()).tolist()

json.dump(out, open(here / "weights.json", "w"), indent=1)
