"""Reads files that this project wrote with other programs.

    MANYI_SAMPLES=/tmp/samples swift test --filter WriteStatFileTests
    python3 check.py /tmp/samples

pyreadstat reads the SPSS files, pandas has a reader of its own for Stata.
The script prints what differs from the table in `WriteStatFileTests.swift`
and ends with an error when anything does.
"""
import datetime as dt
import math
import sys
from pathlib import Path

import pandas as pd
import pyreadstat

folder = Path(sys.argv[1])
faults = []


def same(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: {found!r} instead of {wanted!r}")


def plain(values):
    return [None if v is None or v is pd.NaT or
            (isinstance(v, float) and math.isnan(v)) else v for v in values]


for ending in ["sav", "zsav"]:
    data, meta = pyreadstat.read_sav(
        str(folder / f"sample.{ending}"), user_missing=True)
    same(f"{ending} names", list(data.columns),
         ["q1", "得分_百分制_", "day", "comment", "channel_window",
          "channel_web", "big", "Q1_2", "all_"])
    same(f"{ending} q1", plain(data["q1"]), [5, 99, 98, -7])
    same(f"{ending} score", plain(data["得分_百分制_"]), [0.1, 99.25, -3, 1e-9])
    same(f"{ending} day", [str(v)[:10] for v in data["day"]][:3:2],
         ["2024-02-29", "1960-01-01"])
    same(f"{ending} comment", plain(data["comment"]),
         ["很好", "-9", "窗口“排队”", "a"])
    same(f"{ending} window", plain(data["channel_window"])[:2], [1, 0])
    same(f"{ending} big", plain(data["big"]), [-2147483648, 2147483647, 0, 1])
    same(f"{ending} label", meta.column_names_to_labels["q1"], "总体满意度")
    same(f"{ending} labels", meta.variable_value_labels["q1"],
         {1: "不满意", 5: "满意", 99: "拒答", 98: "不知道", -7: "不适用"})
    same(f"{ending} missing", [r["lo"] for r in meta.missing_ranges["q1"]],
         [-7, 98, 99])
    same(f"{ending} sets", getattr(meta, "mr_sets", {}) != {}, True)
    same(f"{ending} encoding", meta.file_encoding, "UTF-8")

reader = pd.io.stata.StataReader(folder / "sample.dta")
data = reader.read(convert_categoricals=False, convert_missing=True,
                   convert_dates=False)
same("dta names", list(data.columns),
     ["q1", "得分_百分制_", "day", "comment", "channel_window",
      "channel_web", "big", "Q1", "all"])
same("dta q1", [str(v) for v in data["q1"]], ["5", ".r", ".d", ".n"])
same("dta score", plain(data["得分_百分制_"]), [0.1, 99.25, -3, 1e-9])
same("dta comment", list(data["comment"]), ["很好", "", "窗口“排队”", "a"])
same("dta big", [float(v) for v in data["big"]],
     [-2147483648, 2147483647, 0, 1])
labels = reader.variable_labels()
same("dta label", labels["q1"], "总体满意度")
days = pd.read_stata(folder / "sample.dta", convert_categoricals=False)["day"]
same("dta day", [str(v)[:10] for v in days][:3:2],
     ["2024-02-29", "1960-01-01"])
sets = reader.value_labels()
same("dta labels", {k: v for k, v in sets["labels1"].items() if k in (1, 5)},
     {1: "不满意", 5: "满意"})

for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
