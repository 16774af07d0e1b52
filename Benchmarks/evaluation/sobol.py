"""A Sobol audit: more than 8,000 evaluations of 25 cases by 12 indicators.

Normalisation, weights, score and noise of weights as factors, N = 1,400, so
8,400 chains from raw values to ranks. Beside it numpy, a chain at a time as
COINr does it (its own takes minutes for this).
"""

import os
import sys

import made_up

CASES, INDICATORS, ROWS = 25, 12, 1400


def commands(manyi, folder):
    """What Manyi runs."""
    path = made_up.matrix(
        os.path.join(folder, f"audit-{CASES}.csv"), CASES, INDICATORS)
    command = [manyi, "analyze", "evaluation", path, "--json"]
    for setting in [
            f"indicators={made_up.listed(INDICATORS)}",
            f"sensitivity.draws={ROWS}",
            "sensitivity.factors=[normalisation, weights, score, "
            "weight-noise]"]:
        command += ["--set", setting]
    return [command]


def peer(folder):
    """What numpy runs."""
    path = os.path.join(folder, f"audit-{CASES}.csv")
    return [sys.executable, os.path.abspath(__file__), path]


def main(path):
    import numpy as np

    x = np.loadtxt(
        path, delimiter=",", skiprows=1, usecols=range(1, INDICATORS + 1))
    types = np.array(made_up.directions(INDICATORS))

    def chain(u):
        low, high = x.min(0), x.max(0)
        y = np.where(types > 0, x - low, high - x) / (high - low)
        scale = int(u[0] * 3)
        if scale == 0:
            scores = 100 * y
        elif scale == 1:
            scores = 50 + 10 * types * (x - x.mean(0)) / x.std(0, ddof=1)
        else:
            order = np.argsort(np.argsort(types * x, axis=0), axis=0)
            scores = 100 * order / (CASES - 1)
        weights = np.full(INDICATORS, 1 / INDICATORS)
        if int(u[1] * 3) == 2:
            share = np.where(y > 0, y, 1) / y.sum(0)
            entropy = -(np.where(y > 0, share * np.log(share), 0)).sum(0)
            weights = 1 - entropy / np.log(CASES)
        noise = np.random.default_rng(int(u[3] * 2**20))
        weights = weights * (1 + 0.25 * noise.uniform(-1, 1, INDICATORS))
        weights = weights / weights.sum()
        method = int(u[2] * 3)
        if method == 0:
            total = scores @ weights
        else:
            v = x / np.sqrt((x**2).sum(0)) if method == 1 else y
            high_v, low_v = v.max(0), v.min(0)
            costs = types < 0 if method == 1 else np.zeros(INDICATORS, bool)
            best = np.where(costs, low_v, high_v)
            worst = np.where(costs, high_v, low_v)
            up = np.sqrt(((weights * (v - best)) ** 2).sum(1))
            down = np.sqrt(((weights * (v - worst)) ** 2).sum(1))
            total = down / (up + down)
        return np.argsort(np.argsort(-total))

    source = np.random.default_rng(25)
    nominal = chain(np.array([0, 0, 0, 0.5]))

    def change(u):
        return np.abs(chain(u) - nominal).mean()

    a, b = source.uniform(size=(2, ROWS, 4))
    results = [np.array([change(u) for u in a])]
    results.append(np.array([change(u) for u in b]))
    for factor in range(4):
        mixed = a.copy()
        mixed[:, factor] = b[:, factor]
        results.append(np.array([change(u) for u in mixed]))
    variance = np.var(np.concatenate(results[:2]))
    print([float(((results[0] - r) ** 2).mean() / 2 / variance)
           for r in results[2:]])


if __name__ == "__main__":
    main(sys.argv[1])
