"""Writes the made-up surveys that the programs are timed and checked with.

    made_up_data.py KIND ROWS FILE [REPLICATES]

KIND is one of

    banner   100 questions of five points and six banner variables
             (33 columns together)
    league   ten questions, 200 domains, a table of 20 regions by 5 grades
    model    ten questions, three margins, a model's predictors and outcomes;
             beside the file its population margins (FILE.margins.csv)

Nobody was asked: every answer is drawn. The same numbers give the same bytes;
REPLICATES adds that many columns of Rao-Wu bootstrap weights, so that programs
which draw differently can be compared on the same draws.
"""

import sys

import numpy as np
import polars as pl

GAMMA = np.uint64(0x9E37_79B9_7F4A_7C15)
GENDERS, AGES, DISTRICTS = 2, 6, 10
BANNER = {"gender": GENDERS, "age": AGES, "education": 5,
          "district": DISTRICTS, "channel": 4, "visits": 6}


class Draws:
    """SplitMix64 (Steele, Lea and Flood 2014), a column at a time."""

    def __init__(self, seed):
        self.state = np.uint64(seed)

    def bits(self, count):
        with np.errstate(over="ignore"):
            steps = np.arange(1, count + 1, dtype=np.uint64) * GAMMA
            z = self.state + steps
            self.state = self.state + np.uint64(count) * GAMMA
            z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
            z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
        return z ^ (z >> np.uint64(31))

    def below(self, limit, count):
        return (self.bits(count) % np.uint64(limit)).astype(np.int64)

    def share(self, count):
        return (self.bits(count) >> np.uint64(11)) * 2.0 ** -53

    def bell(self, count):
        """Sums of twelve shares: close to normal, with no library's digits."""
        total = np.zeros(count)
        for _ in range(12):
            total += self.share(count)
        return total - 6.0


def labelled(name, codes):
    """Codes from 0 as texts, so that no program takes them for numbers."""
    count = int(codes.max()) + 1
    width = len(str(count))
    texts = [f"{name}-{code + 1:0{width}}" for code in range(count)]
    return pl.Series(name, np.array(texts, dtype=object)[codes])


def design(draws, rows):
    """Strata of as many clusters each; every row's cluster is drawn.

    So many rows a cluster that no question loses all answers of one: then
    programs count clusters differently.
    """
    strata, clusters = (
        (10, 8) if rows < 10_000 else (20, 20) if rows < 50_000 else (50, 40))
    cluster = draws.below(strata * clusters, rows)
    columns = {
        "stratum": labelled("stratum", cluster // clusters),
        "cluster": labelled("cluster", cluster),
        "weight": pl.Series((5_000 + draws.below(20_000, rows)) / 10_000),
    }
    return cluster, columns


def answers(draws, lean, easiness):
    """Answers 1 to 5; 3 % of them missing."""
    rows = len(lean)
    points = np.floor(3.4 + easiness + lean + 1.1 * draws.bell(rows))
    codes = np.clip(points, 1, 5).astype(np.int64)
    return pl.Series(codes).set(
        pl.Series(draws.below(100, rows) < 3), None)


def leaning(draws, codes, spread):
    """One drawn shift for each level, looked up for each row."""
    return spread * draws.bell(int(codes.max()) + 1)[codes]


def banner(draws, rows):
    cluster, columns = design(draws, rows)
    lean = leaning(draws, cluster, 0.15)
    for name, levels in BANNER.items():
        codes = draws.below(levels, rows)
        columns[name] = labelled(name, codes)
        lean += leaning(draws, codes, 0.08)
    for number in range(1, 101):
        easiness = 0.3 * draws.bell(1)[0]
        columns[f"q{number}"] = answers(draws, lean, easiness)
    return columns


def league(draws, rows):
    cluster, columns = design(draws, rows)
    domain = draws.below(200, rows)
    region = domain // 10
    columns["domain"] = labelled("domain", domain)
    columns["region"] = labelled("region", region)
    lean = leaning(draws, cluster, 0.15) + leaning(draws, domain, 0.10)
    grade = np.floor(2.0 + lean + 0.9 * draws.bell(rows))
    columns["grade"] = labelled("grade", np.clip(grade, 0, 4).astype(int))
    for number in range(1, 11):
        columns[f"q{number}"] = answers(draws, lean, 0.05 * number)
    return columns


def model(draws, rows):
    cluster, columns = design(draws, rows)
    lean = leaning(draws, cluster, 0.15)
    for name, levels in {"gender": GENDERS, "age": AGES,
                         "district": DISTRICTS, "channel": 4,
                         "visits": 3}.items():
        codes = draws.below(levels, rows)
        columns[name] = labelled(name, codes)
        lean += leaning(draws, codes, 0.08)
    for number in range(1, 11):
        columns[f"q{number}"] = answers(draws, lean, 0.05 * number)
    outcome = lean + 0.0
    for number in range(1, 7):
        found = np.round(draws.bell(rows), 3)
        columns[f"x{number}"] = pl.Series(found)
        outcome += 0.05 * number * found
    columns["minutes"] = pl.Series(
        np.round(20 + 3 * outcome + 4 * draws.bell(rows), 1))
    columns["score"] = pl.Series(
        np.round(50 + 10 * outcome + 12 * draws.bell(rows), 3))
    chance = 1 / (1 + np.exp(-outcome))
    columns["satisfied"] = pl.Series(
        (draws.share(rows) < chance).astype(np.int64))
    return columns


def replicates(draws, columns, count):
    """Rao-Wu weights: n − 1 clusters of each stratum drawn with return."""
    weight = columns["weight"].to_numpy()
    stratum = columns["stratum"].to_numpy()
    cluster = columns["cluster"].to_numpy()
    factors = np.zeros((len(weight), count))
    for name in sorted(set(stratum)):
        rows = np.flatnonzero(stratum == name)
        members, place = np.unique(cluster[rows], return_inverse=True)
        size = len(members)
        for number in range(count):
            drawn = np.bincount(draws.below(size, size - 1), minlength=size)
            factors[rows, number] = drawn[place] * (size / (size - 1))
    return {f"replicate{number + 1}": pl.Series(weight * factors[:, number])
            for number in range(count)}


def margins(columns):
    """Population totals that the sample misses by some percent."""
    lines = ["variable,value,target"]
    population = float(np.round(columns["weight"].sum()))
    for name in ["gender", "age", "district"]:
        levels = sorted(set(columns[name]))
        tilt = np.array([10 + (place * 7) % 3 for place in range(len(levels))])
        for level, total in zip(levels, population * tilt / tilt.sum()):
            lines.append(f"{name},{level},{float(total)!r}")
    return "\n".join(lines) + "\n"


def main():
    kind, rows, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    draws = Draws(25)
    columns = {"banner": banner, "league": league, "model": model}[kind](
        draws, rows)
    if count:
        columns |= replicates(draws, columns, count)
    if kind == "model":
        with open(path + ".margins.csv", "w") as file:
            file.write(margins(columns))
    frame = pl.DataFrame(
        [series.alias(name) for name, series in columns.items()])
    frame.write_csv(path)
    print(f"made-up data: {kind}, {rows:,} rows", file=sys.stderr)


main()
