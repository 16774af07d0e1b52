"""Counts the rows of InstEval.csv (R package lme4) by lecturer, department
and rating, so that the 73,421 rows fit into a small file.

    python3 make_insteval_counts.py InstEval.csv > data/insteval_counts.csv
"""
import collections
import csv
import sys

with open(sys.argv[1], newline="") as file:
    counts = collections.Counter(
        (int(row["d"]), int(row["dept"]), int(row["y"]))
        for row in csv.DictReader(file)
    )
print("d,dept,y,count")
for (lecturer, department, rating), count in sorted(counts.items()):
    print(f"{lecturer},{department},{rating},{count}")
