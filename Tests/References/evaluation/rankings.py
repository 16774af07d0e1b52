"""Expected values of methods of ranking that the other files do not cover.

Every method is written out pair by pair and cell by cell, straight from its
formula, in pure Python and NumPy; SciPy gives ranks, correlations and analyses
of variance, pymcdm and pyDecision check TOPSIS, VIKOR, PROMETHEE and ELECTRE.
The second matrix is made up with a seeded generator.

    pip install numpy scipy pymcdm pyDecision
    python3 rankings.py > rankings.json
"""

import itertools
import json
import math

import numpy as np
from scipy import stats

NAN = float("nan")
O = np.loadtxt("mcdm_matrix.csv", delimiter=",")
D = np.array([-1, 1, 1, 1, 1, 1])
W = np.array([0.15, 0.10, 0.20, 0.25, 0.20, 0.10])

HOLES = O.copy()
for row, column in [(1, 0), (3, 4), (3, 5), (5, 1), (5, 3), (6, 2), (7, 0)]:
    HOLES[row, column] = NAN


def second():
    """25 cases by 12 indicators on scales that differ a lot."""
    rng = np.random.default_rng(25)
    ability = rng.normal(size=(25, 1))
    noise = rng.normal(size=(25, 12))
    columns = []
    directions = [1] * 9 + [-1] * 3
    for j in range(12):
        z = 0.5 * ability[:, 0] * directions[j] + noise[:, j]
        if j % 4 == 0:
            x = 90 + 3 * z  # narrow around a high level
        elif j % 4 == 1:
            x = np.exp(1 + 0.9 * z)  # skewed from zero on
        elif j % 4 == 2:
            x = 60 + 15 * z
        else:
            x = 1 / (1 + np.exp(-z))
        columns.append(np.round(x, 4))
    weights = np.round(rng.dirichlet(np.full(12, 4.0)), 4)
    return np.column_stack(columns), np.array(directions), weights


def ends(x):
    return np.nanmin(x, axis=0), np.nanmax(x, axis=0)


def minmax(x, d):
    low, high = ends(x)
    return np.where(d > 0, (x - low) / (high - low), (high - x) / (high - low))


def topsis(x, d, w, norm):
    y = x / np.sqrt(np.nansum(x**2, axis=0)) if norm == "vector" else None
    if norm == "minmax":
        y, d = minmax(x, d), np.ones(len(d))
    if norm == "sum":
        y = x / np.nansum(x, axis=0)
    if norm == "zscore":
        y = (x - np.nanmean(x, axis=0)) / np.nanstd(x, axis=0, ddof=1)
    if norm == "none":
        y = x
    low, high = ends(y)
    best, worst = np.where(d > 0, high, low), np.where(d > 0, low, high)
    out = []
    for i in range(len(x)):
        here = ~np.isnan(y[i])
        v = w[here] / w[here].sum()
        up = math.sqrt(((v * (y[i] - best)[here]) ** 2).sum())
        down = math.sqrt(((v * (y[i] - worst)[here]) ** 2).sum())
        out.append(down / (up + down))
    return out


def vikor(x, d, w, v=0.5):
    y = 1 - minmax(x, d)
    s, r = [], []
    for row in y:
        here = ~np.isnan(row)
        u = w[here] / w[here].sum()
        s.append((u * row[here]).sum())
        r.append((u * row[here]).max())
    s, r = np.array(s), np.array(r)
    q = v * (s - s.min()) / (s.max() - s.min())
    q = q + (1 - v) * (r - r.min()) / (r.max() - r.min())
    return {"S": s.tolist(), "R": r.tolist(), "Q": q.tolist()}


def grey(x, d, w, rho=0.5):
    delta = 1 - minmax(x, d)
    low, high = np.nanmin(delta), np.nanmax(delta)
    xi = (low + rho * high) / (delta + rho * high)
    out = []
    for row in xi:
        here = ~np.isnan(row)
        out.append(float((w[here] * row[here]).sum() / w[here].sum()))
    return out


def mpi(x, d, ddof, sign):
    z = 100 + 10 * d * (x - np.nanmean(x, axis=0)) / np.nanstd(
        x, axis=0, ddof=ddof)
    m, s = np.nanmean(z, axis=1), np.nanstd(z, axis=1, ddof=ddof)
    return (m + sign * s**2 / m).tolist()


def rsr(x, d, w, kind="average"):
    share = np.full(x.shape, NAN)
    for j in range(x.shape[1]):
        here = ~np.isnan(x[:, j])
        y = d[j] * x[here, j]
        n = here.sum()
        if kind == "average":
            ranks = stats.rankdata(y)
        else:
            ranks = 1 + (n - 1) * (y - y.min()) / (y.max() - y.min())
        share[here, j] = ranks / n
    out = []
    for row in share:
        here = ~np.isnan(row)
        out.append(float((w[here] * row[here]).sum() / w[here].sum()))
    return out


def rsr_bands(values, cuts):
    """Groups, probits, the line, bands and the analysis of variance."""
    values = np.array(values)
    m = len(values)
    distinct = values[np.unique(np.round(values, 10), return_index=True)[1]]
    probits, seen = [], 0
    for value in distinct:
        f = int((np.abs(values - value) < 1e-9).sum())
        mean = seen + (f + 1) / 2
        seen += f
        p = mean / m if seen < m else 1 - 1 / (4 * m)
        probits.append(5 + stats.norm.ppf(p))
    line = stats.linregress(probits, distinct)
    of = [probits[int(np.argmin(np.abs(distinct - v)))] for v in values]
    bands = [1 + sum(p >= c - 1e-10 for c in cuts) for p in of]
    groups = [values[np.array(bands) == b] for b in sorted(set(bands))]
    test = stats.f_oneway(*groups)
    return {
        "intercept": line.intercept, "slope": line.slope, "r": line.rvalue,
        "probits": probits, "bands": bands, "F": float(test.statistic),
        "p": float(test.pvalue)}


def shared(x, w, a, b):
    here = ~np.isnan(x[a]) & ~np.isnan(x[b])
    return here, w[here].sum()


def preference(kind, t, q, p, s):
    if t <= 0:
        return 0.0
    if kind == "usual":
        return 1.0
    if kind == "u-shape":
        return 1.0 if t > q else 0.0
    if kind == "v-shape":
        return min(1.0, t / p)
    if kind == "level":
        return 0.0 if t <= q else (0.5 if t <= p else 1.0)
    if kind == "linear":
        return min(1.0, max(0.0, (t - q) / (p - q)))
    return 1 - math.exp(-t * t / (2 * s * s))


def promethee(x, d, w, kind, q=0.05, p=0.3, s=0.2):
    low, high = ends(x)
    span = high - low
    m = len(x)
    pi = np.zeros((m, m))
    for a, b in itertools.permutations(range(m), 2):
        here, total = shared(x, w, a, b)
        for j in np.flatnonzero(here):
            t = d[j] * (x[a, j] - x[b, j])
            pi[a, b] += w[j] * preference(
                kind, t, q * span[j], p * span[j], s * span[j]) / total
    plus, minus = pi.sum(axis=1) / (m - 1), pi.sum(axis=0) / (m - 1)
    return {"plus": plus.tolist(), "minus": minus.tolist(),
            "net": (plus - minus).tolist()}


def electre1(x, d, w, c, dis):
    y = minmax(x, d)
    m = len(x)
    con, dsc = np.eye(m), np.zeros((m, m))
    for a, b in itertools.permutations(range(m), 2):
        here, total = shared(x, w, a, b)
        lead = (y[b] - y[a])[here]
        con[a, b] = w[here][lead <= 1e-12].sum() / total
        dsc[a, b] = max(0.0, lead.max())
    s = (con >= c - 1e-12) & (dsc <= dis + 1e-12)
    np.fill_diagonal(s, False)
    return {"C": con.tolist(), "D": dsc.tolist(),
            "balance": (s.sum(axis=1) - s.sum(axis=0)).tolist(),
            "kernel": kernel(s)}


def kernel(s):
    """By trying all sets of circles: none of the set outranks another, and
    each circle outside is outranked from inside."""
    m = len(s)
    reach = s | np.eye(m, dtype=bool)
    for k in range(m):
        reach = reach | np.outer(reach[:, k], reach[k, :])
    circle = [min(j for j in range(m) if reach[i, j] and reach[j, i])
              for i in range(m)]
    names = sorted(set(circle))
    t = {(a, b): any(s[i, j] for i in range(m) for j in range(m)
                     if circle[i] == a and circle[j] == b)
         for a in names for b in names if a != b}
    found = []
    for size in range(1, len(names) + 1):
        for inside in itertools.combinations(names, size):
            if any(t[a, b] for a, b in itertools.permutations(inside, 2)):
                continue
            if all(any(t[a, b] for a in inside)
                   for b in names if b not in inside):
                found.append(inside)
    assert len(found) == 1, found
    return [i for i in range(m) if circle[i] in found[0]]


def electre3(x, d, w, q=0.05, p=0.3, v=0.7):
    low, high = ends(x)
    span = high - low
    m = len(x)
    sigma = np.zeros((m, m))
    for a, b in itertools.permutations(range(m), 2):
        here, total = shared(x, w, a, b)
        lead = (d * (x[b] - x[a]))[here]
        r = span[here]
        con = np.clip((p * r - lead) / (p * r - q * r), 0, 1)
        C = (w[here] * con).sum() / total
        value = C
        if v is not None:
            for D_j in np.clip((lead - p * r) / (v * r - p * r), 0, 1):
                if D_j > C:
                    value *= (1 - D_j) / (1 - C)
        sigma[a, b] = value
    down = distil(sigma, max)
    up = distil(sigma, min)
    up = [max(up) + 1 - k for k in up]
    return {"sigma": sigma.tolist(), "descending": down, "ascending": up}


def distil(sigma, best):
    """The positions in the order in which cases are taken."""
    left, position, step = list(range(len(sigma))), {}, 0
    while left:
        chosen = list(left)
        level = max([sigma[a, b] for a in chosen for b in chosen if a != b],
                    default=0.0)
        while len(chosen) > 1 and level > 0:
            below = [sigma[a, b] for a in chosen for b in chosen
                     if a != b and sigma[a, b]
                     < level - (0.3 - 0.15 * level) - 1e-12]
            cut = max(below, default=0.0)
            q = {a: 0 for a in chosen}
            for a, b in itertools.permutations(chosen, 2):
                t = sigma[a, b]
                if (t > cut + 1e-12
                        and t > sigma[b, a] + 0.3 - 0.15 * t + 1e-12):
                    q[a] += 1
                    q[b] -= 1
            target = best(q.values())
            chosen = [a for a in chosen if q[a] == target]
            level = cut
        step += 1
        for a in chosen:
            position[a] = step
        left = [a for a in left if a not in chosen]
    return [position[a] for a in range(len(sigma))]


def copeland(x, d, w):
    m = len(x)
    out = [0] * m
    for a, b in itertools.permutations(range(m), 2):
        here, _ = shared(x, w, a, b)
        t = (d * (x[a] - x[b]))[here]
        balance = w[here][t > 0].sum() - w[here][t < 0].sum()
        out[a] += int(balance > 1e-12) - int(balance < -1e-12)
    return [int(v) for v in out]


def borda(x, d, w):
    m = len(x)
    out = [0.0] * m
    for a, b in itertools.permutations(range(m), 2):
        here, total = shared(x, w, a, b)
        t = (d * (x[a] - x[b]))[here]
        out[a] += (w[here][t > 0].sum() + w[here][t == 0].sum() / 2) / total
    return out


def agreement(scores):
    ranks = np.array([stats.rankdata(-np.round(s, 10)) for s in scores])
    k, n = ranks.shape
    sums = ranks.sum(axis=0)
    ties = sum((c**3 - c) for r in ranks
               for c in np.unique(r, return_counts=True)[1])
    W_ = 12 * ((sums - sums.mean()) ** 2).sum() / (
        k * k * (n**3 - n) - k * ties)
    rho = [[float(stats.spearmanr(a, b).statistic) for b in ranks]
           for a in ranks]
    return {"W": float(W_), "spearman": rho}


def fuzzy(op, w, r):
    w = np.array(w) / np.sum(w)
    r = np.array(r)
    joined = {
        "min-max": lambda: np.minimum(w[:, None], r).max(axis=0),
        "product-max": lambda: (w[:, None] * r).max(axis=0),
        "min-sum": lambda: np.minimum(
            1, np.minimum(w[:, None], r).sum(axis=0)),
        "product-sum": lambda: (w[:, None] * r).sum(axis=0),
    }[op]()
    return joined / joined.sum()


def fuzzy_tree(op):
    """Two nodes of two leaves each."""
    leaves = [[0.2, 0.5, 0.3, 0], [0.1, 0.3, 0.5, 0.1], [0, 0.4, 0.5, 0.1],
              [0.5, 0.3, 0.2, 0]]
    first = fuzzy(op, [0.4, 0.6], leaves[:2])
    second_ = fuzzy(op, [0.7, 0.3], leaves[2:])
    b = fuzzy(op, [0.45, 0.55], [first, second_])
    return {"B": b.tolist(), "score": float(b @ [100, 80, 60, 40])}


def all_methods(x, d, w):
    return {
        "topsis": {n: topsis(x, d, w, n) for n in
                   ["vector", "minmax", "sum", "zscore", "none"]},
        "vikor": vikor(x, d, w), "grey": grey(x, d, w),
        "mpi": {"n-minus": mpi(x, d, 0, -1), "n-1-minus": mpi(x, d, 1, -1),
                "n-plus": mpi(x, d, 0, 1)},
        "rsr": rsr(x, d, np.ones(len(w))), "wrsr": rsr(x, d, w),
        "rsr-interval": rsr(x, d, np.ones(len(w)), "interval"),
        "promethee": {k: promethee(x, d, w, k) for k in
                      ["usual", "u-shape", "v-shape", "level", "linear",
                       "gauss"]},
        "electre-1": electre1(x, d, w, 0.7, 0.3),
        "electre-3": electre3(x, d, w),
        "electre-3-no-veto": electre3(x, d, w, v=None),
        "copeland": copeland(x, d, w), "borda": borda(x, d, w)}


def check_with_peers(x, d, w, found):
    """Stops when pymcdm or pyDecision say something else."""
    from pymcdm.methods import PROMETHEE_II, TOPSIS, VIKOR
    from pymcdm.normalizations import minmax_normalization
    w = w / w.sum()
    close = lambda a, b: np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)
    close(TOPSIS(minmax_normalization)(x, w, d), found["topsis"]["minmax"])
    close(VIKOR()(x, w, d), found["vikor"]["Q"])
    low, high = ends(x)
    y = np.where(d > 0, x, -x)
    flows = PROMETHEE_II("usual")(y, w, np.ones(len(d)))
    close(flows, found["promethee"]["usual"]["net"])
    import contextlib
    import io
    from pyDecision.algorithm import electre_i, topsis_method
    with contextlib.redirect_stdout(io.StringIO()):
        kinds = ["max" if k > 0 else "min" for k in d]
        close(topsis_method(x, w, kinds, graph=False, verbose=False),
              found["topsis"]["vector"])


if __name__ == "__main__":
    X2, D2, W2 = second()
    result = {
        "open": all_methods(O, D, W), "holes": {
            "X": [[None if math.isnan(v) else v for v in row]
                  for row in HOLES], **all_methods(HOLES, D, W)},
        "second": {"X": X2.tolist(), "types": D2.tolist(),
                   "weights": W2.tolist(), **all_methods(X2, D2, W2)}}
    check_with_peers(O, D, W, result["open"])
    check_with_peers(X2, D2, W2, result["second"])
    for name in ["open", "second"]:
        at = result[name]
        at["rsr-bands"] = {
            str(len(c) + 1): rsr_bands(at["rsr"], c)
            for c in [[4, 6], [3.5, 5, 6.5], [3.2, 4.4, 5.6, 6.8],
                      [3, 4, 5, 6, 7]]}
    at = result["second"]
    both = [stats.rankdata(-np.array(at["topsis"][n]), method="min")
            for n in ["vector", "minmax"]]
    at["moved"] = int((both[0] != both[1]).sum())
    at["largest-move"] = int(np.abs(both[0] - both[1]).max())
    at["agreement"] = agreement([
        at["topsis"]["vector"], [-q for q in at["vikor"]["Q"]], at["grey"],
        at["rsr"], at["promethee"]["linear"]["net"], at["copeland"],
        at["borda"]])
    result["fuzzy-tree"] = {
        op: fuzzy_tree(op) for op in
        ["min-max", "product-max", "min-sum", "product-sum"]}
    parts = np.array([[0.9, 0.5, 0.2, 0.0], [0.6, 0.5, 0.8, 0.4],
                      [0.3, 0.5, 0.5, 0.7]])
    C = 3 * parts.prod(axis=0) ** (1 / 3) / parts.sum(axis=0)
    T = np.array([0.5, 0.3, 0.2]) @ parts
    result["coupling3"] = {"U": parts.tolist(), "C": C.tolist(),
                           "T": T.tolist(), "D": np.sqrt(C * T).tolist()}
    print(json.dumps(result, default=lambda v: v.item()))
