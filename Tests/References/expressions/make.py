"""Computes expressions with pandas and the decimal module, to compare.

    pip install pandas
    python3 make.py

Writes data.csv (random, seeded) and expected.json beside this file. A value
is null where it is missing. Rounding is done on the decimal digits of each
number (ROUND_HALF_UP), ages and months with dateutil.
"""

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta

folder = Path(__file__).parent
random = np.random.default_rng(20240229)
n = 60

data = pd.DataFrame({"a": random.integers(1, 6, n).astype(float)})
data["b"] = random.integers(0, 4, n).astype(float)
data["c"] = random.integers(1, 8, n).astype(float)
data["x"] = np.round(random.normal(0, 40, n), 3)
words = ["Li Wei", "王芳", "  padded ", "A-1", "b_2", "ÉCOLE", "x,y", "42", "7.5"]
data["name"] = random.choice(words, n)
start = pd.Timestamp("1950-01-01")
data["birth"] = start + pd.to_timedelta(random.integers(0, 20000, n), "D")
data["seen"] = pd.Timestamp("2005-06-30") + pd.to_timedelta(
    random.integers(0, 7000, n), "D")
for column, share in [("a", 0.2), ("b", 0.1), ("c", 0.3), ("name", 0.1)]:
    data.loc[random.random(n) < share, column] = np.nan
data.loc[0, "birth"] = pd.Timestamp("1996-02-29")
data.loc[0, "seen"] = pd.Timestamp("2023-02-28")
data.loc[1, "birth"] = pd.Timestamp("1996-01-31")
data.loc[1, "seen"] = pd.Timestamp("2023-02-28")


def rounded(value, digits):
    if pd.isna(value):
        return np.nan
    unit = Decimal(1).scaleb(-digits)
    number = Decimal(repr(float(value)))
    sign = -1 if number < 0 else 1
    return float(sign * abs(number).quantize(unit, ROUND_HALF_UP))


def kleene_or(left, right):
    return (left.astype("boolean") | right.astype("boolean"))


def compare(column, test):
    return test.astype("boolean").mask(column.isna())


def finite(series):
    return series.where(np.isfinite(series.astype(float)))


a, b, c, x = data.a, data.b, data.c, data.x
name = data.name
several = data[["a", "b", "c"]]
apart = [relativedelta(s, d) for s, d in zip(data.seen, data.birth)]

expected = {
    "a + b * c - x / 3": a + b * c - x / 3,
    "(a + b) * -c": (a + b) * -c,
    "a / b": finite(a / b),
    "x % 7": x % 7,
    "x % -7": x % -7,
    "mean(a, b, c)": several.mean(axis=1),
    "mean.2(a, b, c)": several.mean(axis=1).where(several.count(axis=1) >= 2),
    "sum.3(a, b, c)": several.sum(axis=1, min_count=3),
    "min(a, b, c)": several.min(axis=1),
    "max(a, b, c)": several.max(axis=1),
    "count(a, b, c)": several.count(axis=1),
    "coalesce(a, c, 0)": a.fillna(c).fillna(0),
    "round(x, 1)": x.map(lambda v: rounded(v, 1)),
    "round(x / 8, 2)": (x / 8).map(lambda v: rounded(v, 2)),
    "round(x)": x.map(lambda v: rounded(v, 0)),
    "floor(x) + 2 * ceiling(x)": np.floor(x) + 2 * np.ceil(x),
    "abs(x)": x.abs(),
    "sqrt(x)": np.sqrt(x.where(x >= 0)),
    "log(x)": np.log(x.where(x > 0)),
    "exp(x / 10)": np.exp(x / 10),
    "power(a, b)": pd.Series(np.where(a.isna() | b.isna(), np.nan, a ** b)),
    "a > 2 or b = 1": kleene_or(compare(a, a > 2), compare(b, b == 1)),
    "not (a > 2 and b = 1)": ~(
        compare(a, a > 2) & compare(b, b == 1)),
    "a in (1, 3, 5)": compare(a, a.isin([1, 3, 5])),
    "a not in (1, 3, 5)": compare(a, ~a.isin([1, 3, 5])),
    "case when a >= 4 then 2 when a >= 2 then 1 else 0 end": pd.Series(
        np.select([a >= 4, a >= 2], [2.0, 1.0], 0.0)).where(a.notna()),
    "missing(a) or missing(b)": a.isna() | b.isna(),
    "length(name)": name.str.len(),
    "upper(trim(name))": name.str.strip().str.upper(),
    "lower(name)": name.str.lower(),
    "left(name, 2)": name.str[:2].where(name.str[:2].str.strip() != ""),
    "right(name, 3)": name.str[-3:],
    "mid(name, 2, 2)": name.str[1:3].where(name.str[1:3].str.strip() != ""),
    "replace(name, ' ', '_')": name.str.replace(" ", "_", regex=False),
    "contains(name, '2')": compare(
        name, name.str.contains("2", regex=False)),
    "name & '/' & name": name + "/" + name,
    "number(name)": pd.to_numeric(name, errors="coerce"),
    "year(birth) * 10000 + month(birth) * 100 + day(birth)":
        data.birth.dt.year * 10000 + data.birth.dt.month * 100
        + data.birth.dt.day,
    "weekday(birth)": data.birth.dt.isocalendar().day,
    "days(birth, seen)": (data.seen - data.birth).dt.days,
    "months(birth, seen)": pd.Series([12 * d.years + d.months for d in apart]),
    "age(birth, seen)": pd.Series([d.years for d in apart]),
    "text(add-months(birth, 13))": (
        data.birth + pd.DateOffset(months=13)).dt.strftime("%Y-%m-%d"),
    "text(add-days(seen, -400))": (
        data.seen - pd.Timedelta(days=400)).dt.strftime("%Y-%m-%d"),
    "birth < 1980-01-01": data.birth < pd.Timestamp("1980-01-01"),
}


def cell(value):
    if pd.isna(value):
        return None
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    return value if isinstance(value, str) else float(value)


written = data.copy()
for column in ["a", "b", "c"]:
    written[column] = written[column].astype("Int64")
for column in ["birth", "seen"]:
    written[column] = written[column].dt.strftime("%Y-%m-%d")
written.to_csv(folder / "data.csv", index=False)

groups = {
    "left": pd.cut(x, [-200, -20, 0, 20, 200], right=False, labels=False) + 1,
    "right": pd.cut(x, [-200, -20, 0, 20, 200], right=True,
                    include_lowest=True, labels=False) + 1,
    "quantiles": pd.qcut(x, 5, labels=False) + 1,
}
(folder / "expected.json").write_text(json.dumps({
    "expressions": [
        {"expression": key, "values": [cell(v) for v in values]}
        for key, values in expected.items()],
    "bins": {key: [cell(v) for v in values] for key, values in groups.items()},
}, ensure_ascii=False, indent=1) + "\n")
