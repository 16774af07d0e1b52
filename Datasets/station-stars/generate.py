#!/usr/bin/env python3
"""Makes the files of this data set; nothing in them is real.

    python3 generate.py            writes the CSV files beside this script
    python3 generate.py FOLDER     writes them into FOLDER

The only source of chance is SplitMix64 below, so the bytes do not depend on
the version of Python. Only additions, multiplications and floors of numbers
are used.
"""

import csv
import datetime
import os
import sys

SEED = 5457100
MASK = (1 << 64) - 1
YEAR = 2025
STATIONS = 545
DEPUTIES = 7100


class Random:
    """SplitMix64 (Steele, Lea and Flood 2014)."""

    def __init__(self, seed):
        self.state = seed & MASK

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def unit(self):
        return (self.bits() >> 11) / 9007199254740992.0

    def below(self, count):
        return self.bits() % count

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, share):
        return self.unit() < share

    def normal(self):
        """Nearly normal: the sum of twelve uniforms less six."""
        return sum(self.unit() for _ in range(12)) - 6.0

    def weighted(self, pairs):
        at = self.below(sum(weight for _, weight in pairs))
        for item, weight in pairs:
            if at < weight:
                return item
            at -= weight
        return pairs[-1][0]


def stream(name):
    """A generator of its own for each part."""
    seed = SEED
    for byte in name.encode():
        seed = (seed * 1099511628211 + byte) & MASK
    return Random(seed)


def nearest(value):
    return int((value + 0.5) // 1)


def clamp(value, low, high):
    return max(low, min(high, value))


DISTRICTS = ["甲区", "乙区", "丙区", "丁区", "戊区", "己区", "庚区"]
# Stations of each district; they sum to 545.
COUNTS = [96, 88, 82, 79, 74, 68, 58]
# Level of the station and its weight in a hundred.
LEVELS = [("city", 2), ("district", 6), ("street", 24), ("community", 52),
          ("village", 16)]
# Deputies of five levels, which sum to 7,100.
DEPUTY_LEVELS = [("national", 11), ("provincial", 68), ("municipal", 548),
                 ("district", 2103), ("town", 4370)]

# Kind of activity, weight, points of one activity, hours, opinions.
KINDS = [
    ("reception_day", "reception", 46, 5, 3, 4.2),
    ("inspection", "inspection", 14, 3, 2, 1.6),
    ("visit", "visit", 22, 2, 2, 2.4),
    ("lecture", "lecture", 10, 2, 2, 0.3),
    ("report_to_voters", "report", 8, 6, 2, 1.5)]


def make_stations():
    assert sum(COUNTS) == STATIONS
    assert sum(count for _, count in DEPUTY_LEVELS) == DEPUTIES
    chance = stream("stations")
    stations = []
    for district, count in zip(DISTRICTS, COUNTS):
        for number in range(1, count + 1):
            level = chance.weighted(LEVELS)
            if number == 1:
                level = "district"
            code = f"ST{len(stations) + 1:04d}"
            stations.append({
                "station_id": code,
                "station_name": f"{district}{number}号站（虚构）",
                "district": district, "level": level,
                "zeal": chance.normal() * 0.55, "care": chance.normal() * 0.5,
                "size": {"city": 30, "district": 24, "street": 17,
                         "community": 11, "village": 8}[level]
                * (0.7 + 0.6 * chance.unit())})
    share_out(stations)
    return stations


def share_out(stations):
    """Deputies by the size of the station, largest remainders first."""
    total = sum(s["size"] for s in stations)
    exact = [s["size"] * DEPUTIES / total for s in stations]
    whole = [int(value // 1) for value in exact]
    rest = sorted(range(STATIONS), key=lambda i: (whole[i] - exact[i], i))
    for index in rest[:DEPUTIES - sum(whole)]:
        whole[index] += 1
    pool = [name for name, count in DEPUTY_LEVELS for _ in range(count)]
    chance = stream("deputies")
    for index in range(len(pool)):
        other = index + chance.below(len(pool) - index)
        pool[index], pool[other] = pool[other], pool[index]
    at = 0
    for station, count in zip(stations, whole):
        own = pool[at:at + count]
        at += count
        station["deputies"] = count
        for name, _ in DEPUTY_LEVELS:
            station[f"deputies_{name}"] = own.count(name)


ACTIVITIES = [
    "activity_id", "station_id", "station_name", "district", "level",
    "activity_kind", "held_on",
    "deputies_present", "deputies_assigned", "visitors", "opinions_collected",
    "opinions_forwarded", "opinions_answered", "opinions_resolved", "hours",
    "points_rule", "points", "evidence_ref"]


def make_activities(stations):
    rows = []
    for station in stations:
        chance = stream("activities " + station["station_id"])
        base = {"city": 32, "district": 30, "street": 28, "community": 22,
                "village": 16}[station["level"]]
        count = max(1, nearest(base * (1.0 + 0.45 * station["zeal"])))
        for _ in range(count):
            rows.append(one_activity(chance, station))
    rows.sort(key=lambda row: (row["held_on"], row["station_id"],
                               row["activity_kind"]))
    for number, row in enumerate(rows, 1):
        row["activity_id"] = f"A{number:06d}"
    return rows


def one_activity(chance, station):
    kind = chance.weighted([(k, k[2]) for k in KINDS])
    month = chance.weighted([(1, 5), (2, 6), (3, 9), (4, 9), (5, 9), (6, 9),
                             (7, 7), (8, 7), (9, 9), (10, 10), (11, 11),
                             (12, 9)])
    day = datetime.date(YEAR, month, chance.between(1, 28))
    share = clamp(0.35 + 0.12 * station["zeal"] + 0.1 * chance.normal(),
                  0.05, 1.0)
    present = clamp(nearest(station["deputies"] * share), 1,
                    max(1, station["deputies"]))
    visitors = 0 if kind[0] == "inspection" else chance.between(3, 45)
    wanted = kind[5] * (1.0 + 0.35 * station["zeal"])
    collected = clamp(nearest(wanted + 1.6 * chance.normal()), 0, 15)
    forwarded = sum(chance.chance(0.86) for _ in range(collected))
    answered = sum(chance.chance(0.9) for _ in range(forwarded))
    solving = clamp(0.62 + 0.13 * station["care"], 0.15, 0.97)
    resolved = sum(chance.chance(solving) for _ in range(answered))
    points = kind[3] + 0.5 * collected + resolved
    if chance.chance(0.004):
        # A slip of the pen, which the check of the rule has to find.
        points += chance.between(1, 5)
    return {
        "station_id": station["station_id"],
        "station_name": station["station_name"],
        "district": station["district"], "level": station["level"],
        "activity_kind": kind[0],
        "held_on": day, "deputies_present": present,
        "deputies_assigned": station["deputies"], "visitors": visitors,
        "opinions_collected": collected, "opinions_forwarded": forwarded,
        "opinions_answered": answered, "opinions_resolved": resolved,
        "hours": kind[4], "points_rule":
        f"{kind[1]}={kind[3]};opinion=0.5;resolved=1",
        "points": f"{points:.1f}".removesuffix(".0"),
        "evidence_ref": f"照片{chance.between(1, 9)}"
        if chance.chance(0.6) else ""}


def write(folder, name, columns, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8",
              newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row[column] for column in columns])


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(
        os.path.abspath(__file__))
    stations = make_stations()
    write(folder, "stations.csv",
          ["station_id", "station_name", "district", "level", "deputies"]
          + [f"deputies_{name}" for name, _ in DEPUTY_LEVELS], stations)
    write(folder, "activities.csv", ACTIVITIES, make_activities(stations))


if __name__ == "__main__":
    main()
