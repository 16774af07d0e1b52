#!/usr/bin/env python3
"""Derives cases.csv and scores.csv from InstEval.csv.

    python3 derive.py            writes them beside this script
    python3 derive.py FOLDER     writes them into FOLDER

Department: the one with the most ratings, so that lecturers are compared with
peers whose students are partly the same.
Cases: its 25 lecturers with the most ratings; of equals, the smaller number.
Panel: the 80 students who rated the most of these 25; of equals, the smaller
number. They overlap so much that how strict a student is can be told apart
from which lectures the student happened to attend.
"""

import csv
import os
import sys
from collections import Counter, defaultdict

CASES = 25
PANEL = 80


def largest(counts, size):
    """The keys with the largest counts; of equals, the smaller number."""
    return sorted(counts, key=lambda key: (-counts[key], int(key)))[:size]


def mean(values):
    """The mean to four decimals, halves upwards; empty without values.

    Integer arithmetic throughout, so no rounding of a machine matters.
    """
    if not values:
        return ""
    scaled = (2 * 10000 * sum(values) + len(values)) // (2 * len(values))
    return f"{scaled // 10000}.{scaled % 10000:04d}"


def connected(scores):
    """Whether every lecturer is linked to every other through students."""
    lecturers = defaultdict(set)
    students = defaultdict(set)
    for row in scores:
        lecturers[row["d"]].add(row["s"])
        students[row["s"]].add(row["d"])
    start = next(iter(lecturers))
    seen, waiting = {start}, [start]
    while waiting:
        for student in lecturers[waiting.pop()]:
            for other in students[student] - seen:
                seen.add(other)
                waiting.append(other)
    return len(seen) == len(lecturers)


def write(folder, name, columns, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8",
              newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else here
    with open(os.path.join(here, "InstEval.csv"), newline="") as file:
        ratings = list(csv.DictReader(file))

    sizes = Counter(row["dept"] for row in ratings)
    department = largest(sizes, 1)[0]
    ratings = [row for row in ratings if row["dept"] == department]
    chosen = largest(Counter(row["d"] for row in ratings), CASES)
    rows = [row for row in ratings if row["d"] in set(chosen)]
    students = set(largest(Counter(row["s"] for row in rows), PANEL))
    panel = [row for row in rows if row["s"] in students]
    assert len({row["d"] for row in panel}) == CASES and connected(panel)

    cases = []
    for lecturer in chosen:
        own = [row for row in rows if row["d"] == lecturer]
        home = [int(row["y"]) for row in own if row["service"] == "0"]
        service = [int(row["y"]) for row in own if row["service"] == "1"]
        cases.append([
            lecturer, f"L{int(lecturer):04d}", department, len(own),
            len(home), mean(home), len(service), mean(service)])
    write(folder, "cases.csv",
          ["d", "title", "dept", "ratings", "home_ratings", "home_mean",
           "service_ratings", "service_mean"], cases)

    order = {lecturer: place for place, lecturer in enumerate(chosen)}
    panel.sort(key=lambda row: (order[row["d"]], int(row["s"])))
    write(folder, "scores.csv",
          ["d", "indicator_id", "evaluator_id", "score", "max_score"],
          [[row["d"], "A1", "S" + row["s"].zfill(4), row["y"], 5]
           for row in panel])


if __name__ == "__main__":
    main()
