"""Makes the statistics files of this folder, and what pyreadstat reads.

    pip install pyreadstat pandas
    python3 make.py .

The data are made up here. `expected.json` holds for each file what
pyreadstat (a binding of its own, with its own handling of labels, missing
values and dates) reads back: names, labels, value labels, missing ranges,
and the cells with user-missing values kept. The sets of several answers in
`sets.sav` are added to the file's dictionary by this script, since no
library here writes them.
"""
import datetime as dt
import json
import math
import struct
import sys
from pathlib import Path

import pandas as pd
import pyreadstat

out = Path(sys.argv[1])


def frame():
    return pd.DataFrame({
        "id": ["r1", "r2", "r3", "r4", "r5", "r6"],
        "q1": [1.0, 5.0, 99.0, 3.0, None, 98.0],
        "q2": [4.0, -9.0, 2.0, -1.0, 5.0, 1.0],
        "weight": [0.5, 1.25, 1.0, 0.75, 1.5, 2.0],
        "day": [dt.date(2024, 2, 29), dt.date(1999, 12, 31), None,
                dt.date(2024, 3, 1), dt.date(1970, 1, 1),
                dt.date(1960, 1, 1)],
        "comment": ["很好", "", "窗口“排队”太久", "ok", "很好", "名"],
    })


labels = ["受访者", "总体满意度", "等候时间", "权重", "访问日期", "意见"]
value_labels = {
    "q1": {1: "很不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "很满意",
           98: "不知道", 99: "拒答"},
    "q2": {1: "很差", 5: "很好", -1: "不适用", -9: "缺失"},
}
missing = {"q1": [98, 99], "q2": [{"lo": -99, "hi": -1}]}

# SPSS, plain, compressed, and with texts in GB18030.
for name, arguments in [("survey.sav", {}),
                        ("survey.zsav", {"compress": True})]:
    pyreadstat.write_sav(
        frame(), str(out / name), column_labels=labels,
        variable_value_labels=value_labels, missing_ranges=missing,
        variable_format={"weight": "F8.2"}, **arguments)

# Stata with tagged missing values.
tagged = frame()
tagged["q1"] = pd.Series([1.0, 5.0, "a", 3.0, float("nan"), "b"],
                         dtype=object)
tagged["q2"] = [4, -9, 2, -1, 5, 1]
pyreadstat.write_dta(
    tagged, str(out / "survey.dta"), column_labels=labels,
    variable_value_labels={
        "q1": {1: "很不满意", 5: "很满意", "a": "拒答", "b": "不知道"}},
    missing_user_values={"q1": ["a", "b"]})

pyreadstat.write_por(frame().drop(columns=["comment"]).assign(
    comment=["good", "", "slow", "ok", "good", "x"]),
    str(out / "survey.por"), column_labels=["id", "overall", "waiting",
                                            "weight", "day", "comment"])
pyreadstat.write_xport(
    frame().drop(columns=["comment"]), str(out / "survey.xpt"),
    column_labels=["id", "overall", "waiting", "weight", "day"],
    file_format_version=8)

# Several answers: three columns of 0 and 1, and two columns of mentions.
several = pd.DataFrame({
    "id": [1.0, 2.0, 3.0, 4.0],
    "Window": [1.0, 0.0, 0.0, None],
    "Phone": [0.0, 1.0, 0.0, None],
    "Web": [1.0, 1.0, 0.0, None],
    "first": [2.0, 1.0, None, 3.0],
    "second": [3.0, None, None, 3.0],
})
mentions = {1: "price", 2: "speed", 3: "staff"}
pyreadstat.write_sav(
    several, str(out / "sets.sav"),
    column_labels=["id", "窗口", "电话", "网上", "first", "second"],
    variable_value_labels={"first": mentions, "second": mentions})


def add_sets(path):
    """Puts a record of sets (type 7, subtype 7 and 19) before the end."""
    data = path.read_bytes()
    end = data.rindex(struct.pack("<ii", 999, 0))
    # The names are the short ones of the dictionary.
    title = "办事渠道".encode()
    first = b"$channels=D1 1 %d %s WINDOW PHONE WEB\n" % (len(title), title)
    first += b"$reasons=C 7 Reasons FIRST SECOND\n"
    second = b"$again=E 1 1 1 0  PHONE WEB\n"
    records = b""
    for subtype, text in [(7, first), (19, second)]:
        records += struct.pack("<iiii", 7, subtype, 1, len(text)) + text
    path.write_bytes(data[:end] + records + data[end:])


add_sets(out / "sets.sav")

# Moments, times and percentages.
pyreadstat.write_sav(
    pd.DataFrame({
        "start": [dt.datetime(2024, 2, 29, 13, 30, 45), None,
                  dt.datetime(1999, 12, 31)],
        "midnight": [dt.datetime(2024, 2, 29), None,
                     dt.datetime(1999, 12, 31)],
        "took": [dt.time(0, 4, 31), dt.time(23, 0, 0), None],
        "share": [95.0, 12.5, None],
    }), str(out / "times.sav"), variable_format={"share": "PCT8.1"})


def in_chinese(path, words):
    """Puts words in GB18030 in place of letters of the same length."""
    data = path.read_bytes()
    for letters, word in words.items():
        encoded = word.encode("gb18030")
        assert len(encoded) == len(letters) and letters.encode() in data
        data = data.replace(letters.encode(), encoded)
    path.write_bytes(data)


words = {"AAAAAAAAAA": "总体满意度", "BBBBBB": "不满意", "CCCCCC": "很满意",
         "DDDD": "窗口"}
old = pd.DataFrame({"q1": [1.0, 2.0, 1.0], "place": ["DDDD", "x", "DDDD"]})
arguments = {"column_labels": ["AAAAAAAAAA", "place"],
             "variable_value_labels": {"q1": {1: "BBBBBB", 2: "CCCCCC"}}}
# Stata before release 14 does not say what its texts are written in, and
# this SPSS file says UTF-8, which is wrong.
pyreadstat.write_dta(old, str(out / "gbk.dta"), version=12, **arguments)
in_chinese(out / "gbk.dta", words)
pyreadstat.write_sav(old, str(out / "gbk.sav"), **arguments)
in_chinese(out / "gbk.sav", words)


def plain(value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if value is pd.NaT:
        return None
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, dt.time):
        return value.hour * 3600 + value.minute * 60 + value.second
    return value


readers = {
    ".sav": pyreadstat.read_sav, ".zsav": pyreadstat.read_sav,
    ".dta": pyreadstat.read_dta, ".por": pyreadstat.read_por,
    ".xpt": pyreadstat.read_xport,
    # Made by make_sas.c.
    ".sas7bdat": pyreadstat.read_sas7bdat,
}
expected = {}
for file in sorted(out.glob("*.*")):
    if file.suffix not in readers or file.stem == "gbk":
        continue
    arguments = {}
    if file.suffix in (".sav", ".zsav", ".dta"):
        arguments["user_missing"] = True
    data, meta = readers[file.suffix](str(file), **arguments)
    expected[file.name] = {
        "names": meta.column_names,
        "labels": [label or "" for label in meta.column_labels],
        "valueLabels": {
            name: [[str(int(code)) if isinstance(code, float) else str(code),
                    label] for code, label in pairs.items()]
            for name, pairs in meta.variable_value_labels.items()},
        "missingRanges": {
            name: [[r["lo"], r["hi"]] for r in ranges]
            for name, ranges in meta.missing_ranges.items()},
        "cells": {name: [plain(v) for v in data[name].tolist()]
                  for name in data.columns},
    }
(out / "expected.json").write_text(
    json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
