"""Whether two programs found the same numbers."""

import statistics


def read(path):
    """The numbers of a result by their names."""
    numbers = {}
    with open(path) as file:
        for line in file:
            name, number = line.rstrip("\n").split("\t")
            numbers[name] = float(number)
    return numbers


def difference(one, other):
    """Relative, but not where both are practically nothing."""
    if one == other:
        return 0.0
    if not abs(one - other) < float("inf"):
        return float("inf")
    return abs(one - other) / max(abs(one), abs(other), 1e-6)


def compare(one, other, draws, tolerance=1e-9):
    """The outcome in words, and whether it is good enough.

    Standard errors of programs that drew their own replicates cannot be
    equal: the middle of their ratios has to lie within 10 % of 1.
    """
    common = [name for name in one if name in other]
    if not common:
        return "no number has the same name in both", False
    drawn = [name for name in common if draws and name.endswith("/se")]
    exact = sorted(set(common) - set(drawn))
    worst, place = max(
        ((difference(one[name], other[name]), name) for name in exact),
        default=(0.0, ""))
    good = worst <= tolerance
    words = f"{len(exact):,} numbers, largest difference {worst:.1e}"
    if not good:
        words += f" ({place}: {one[place]!r} and {other[place]!r})"
    if drawn:
        ratio = statistics.median(one[name] / other[name] for name in drawn)
        good = good and 0.9 < ratio < 1.1
        words += (f"; {len(drawn):,} standard errors of own draws, middle"
                  f" ratio {ratio:.3f}")
    alone = kinds(one) ^ kinds(other)
    if alone:
        words += f"; only in one: {', '.join(sorted(alone))}"
    return words, good


def kinds(numbers):
    """What a result holds, without the names of variables and groups."""
    return {f"{name.split('/')[0]} {name.split('/')[-1]}"
            for name in numbers}
