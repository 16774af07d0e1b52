"""A large matrix: 100,000 cases by 20 indicators.

Read from a CSV; weights by entropy and by CRITIC, put together in equal
parts; TOPSIS, ranks; then the same with 100 draws of weights. Beside it numpy,
which does the same by itself.
"""

import os
import sys

import made_up

CASES, INDICATORS, DRAWS = 100_000, 20, 100


def commands(manyi, folder, draws=0):
    """What Manyi runs."""
    path = made_up.matrix(
        os.path.join(folder, f"matrix-{CASES}.csv"), CASES, INDICATORS)
    settings = [
        f"indicators={made_up.listed(INDICATORS)}",
        "weights.method=combined", "weights.sets=[entropy, critic]",
        "weights.combine=linear", "score.method=topsis",
        f"uncertainty.draws={draws}" if draws else "uncertainty=none"]
    command = [manyi, "analyze", "evaluation", path, "--json"]
    for setting in settings:
        command += ["--set", setting]
    return [command]


def peer(folder, draws=0):
    """What numpy runs."""
    path = os.path.join(folder, f"matrix-{CASES}.csv")
    return [sys.executable, os.path.abspath(__file__), path, str(draws)]


def main(path, draws):
    import numpy as np

    x = np.loadtxt(
        path, delimiter=",", skiprows=1, usecols=range(1, INDICATORS + 1))
    types = np.array(made_up.directions(INDICATORS))
    low, high = x.min(0), x.max(0)
    y = np.where(types > 0, x - low, high - x) / (high - low)
    share = y / y.sum(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        entropy = -np.where(share > 0, share * np.log(share), 0).sum(0)
    divergence = 1 - entropy / np.log(len(x))
    spread = y.std(0, ddof=1)
    conflict = (1 - np.corrcoef(y, rowvar=False)).sum(0)
    information = spread * conflict
    weights = (divergence / divergence.sum()
               + information / information.sum()) / 2
    vector = x / np.sqrt((x**2).sum(0))
    best = np.where(types > 0, vector.max(0), vector.min(0))
    worst = np.where(types > 0, vector.min(0), vector.max(0))

    def ranks(w):
        up = np.sqrt(((w * (vector - best)) ** 2).sum(1))
        down = np.sqrt(((w * (vector - worst)) ** 2).sum(1))
        order = np.argsort(-down / (up + down), kind="stable")
        found = np.empty(len(x), dtype=np.int32)
        found[order] = np.arange(1, len(x) + 1)
        return found

    ranks(weights)
    if draws:
        source = np.random.default_rng(25)
        drawn = np.empty((draws, len(x)), dtype=np.int32)
        for draw in range(draws):
            w = weights * (1 + 0.25 * source.uniform(-1, 1, INDICATORS))
            drawn[draw] = ranks(w / w.sum())
        np.quantile(drawn, [0.025, 0.975], axis=0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
