"""An office day: 25 cases by 12 indicators, from a CSV to charts.

Seven methods (three kinds of weights, three scores), each with ranks and
1,000 draws of weights, written as results and SVG charts. Every run computes
everything: nothing is taken over from the run before. Beside it pymcdm, which
reads the same CSV and does the same seven methods and draws, without charts.
"""

import os
import sys

import made_up

CASES, INDICATORS, DRAWS = 25, 12, 1000
METHODS = [
    ("direct", "weighted-sum", None), ("direct", "topsis", "vector"),
    ("direct", "topsis", "minmax"), ("equal", "weighted-sum", None),
    ("equal", "topsis", "vector"), ("entropy", "weighted-sum", None),
    ("entropy", "topsis", "vector"),
]


def study(folder):
    """A study with the seven methods; the folder that it stands in."""
    place = os.path.join(folder, "office")
    os.makedirs(place, exist_ok=True)
    made_up.matrix(os.path.join(place, "cases.csv"), CASES, INDICATORS)
    lines = [
        "manyi: 1", "title: {zh: 办公, en: Office}", "languages: [zh]",
        "made-up: true", "reports:", "  formats: [svg]", "data:",
        "  cases:", "    file: cases.csv", "analyses:"]
    for number, (weights, score, scale) in enumerate(METHODS):
        how = f"{{method: {score}" + (
            f", normalisation: {scale}}}" if scale else "}")
        lines += [
            f"  method{number + 1}:", "    kind: evaluation",
            f"    title: {{zh: 方法{number + 1}, en: Method {number + 1}}}",
            "    cases: {data: cases, key: case}",
            f"    indicators: {made_up.listed(INDICATORS)}",
            f"    weights: {{method: {weights}}}", f"    score: {how}",
            f"    uncertainty: {{draws: {DRAWS}}}"]
    with open(os.path.join(place, "study.yaml"), "w") as file:
        file.write("\n".join(lines) + "\n")
    return place


def commands(manyi, folder):
    """What Manyi runs."""
    place = study(folder)
    return [[manyi, "run", place, "--output", os.path.join(place, "out"),
             "--fresh"]]


def peer(folder):
    """What pymcdm runs."""
    place = os.path.join(folder, "office", "cases.csv")
    return [sys.executable, os.path.abspath(__file__), place]


def main(path):
    import numpy as np
    from pymcdm import methods, normalizations, weights
    from pymcdm.helpers import rankdata

    matrix = np.genfromtxt(path, delimiter=",", skip_header=1)[:, 1:]
    types = np.array(made_up.directions(matrix.shape[1]))
    scaled = np.column_stack([
        normalizations.minmax_normalization(c, cost=t < 0)
        for c, t in zip(matrix.T, types)])
    ways = {
        "direct": np.full(INDICATORS, 1 / INDICATORS),
        "equal": np.full(INDICATORS, 1 / INDICATORS),
        "entropy": weights.entropy_weights(scaled + 0.01)}
    scores = {
        None: lambda w: scaled @ w,
        "vector": lambda w: methods.TOPSIS(
            normalizations.vector_normalization)(matrix, w, types),
        "minmax": lambda w: methods.TOPSIS(
            normalizations.minmax_normalization)(matrix, w, types)}
    source = np.random.default_rng(25)
    for weight, _, scale in METHODS:
        rankdata(scores[scale](ways[weight]), reverse=True)
        ranks = np.empty((DRAWS, CASES))
        for draw in range(DRAWS):
            w = ways[weight] * (1 + 0.25 * source.uniform(-1, 1, INDICATORS))
            ranks[draw] = rankdata(
                scores[scale](w / w.sum()), reverse=True)
        np.quantile(ranks, [0.025, 0.975], axis=0)


if __name__ == "__main__":
    main(sys.argv[1])
