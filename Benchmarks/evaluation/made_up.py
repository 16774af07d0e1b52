"""Made-up matrices of cases by indicators, from a seed."""

import os
import random


def matrix(path, cases, indicators, seed=25):
    """Writes cases by indicators; every third indicator is a cost."""
    if os.path.exists(path):
        return path
    source = random.Random(seed)
    part = path + ".part"
    with open(part, "w") as file:
        names = ",".join(f"x{number + 1}" for number in range(indicators))
        file.write(f"case,{names}\n")
        for number in range(cases):
            level = source.gauss(60, 8)
            cells = ",".join(
                f"{min(99.99, max(1, level + source.gauss(0, 10))):.2f}"
                for _ in range(indicators))
            file.write(f"c{number + 1},{cells}\n")
    os.replace(part, path)
    return path


def directions(indicators):
    """1 for benefits, -1 for costs."""
    return [-1 if number % 3 == 0 else 1 for number in range(indicators)]


def listed(indicators):
    """The indicators as a setting of `manyi analyze`."""
    return "[" + ", ".join(
        f"{{id: x{number + 1}, column: x{number + 1},"
        f" direction: {direction}, norm: minmax}}"
        for number, direction in enumerate(directions(indicators))) + "]"
