#!/usr/bin/env python3
"""Makes the files of this data set; nothing in them is real.

    python3 generate.py            writes the CSV files beside this script
    python3 generate.py FOLDER     writes them into FOLDER

The only source of chance is the small generator below, so the bytes do not
depend on the version of Python. Only additions, multiplications and floors of
numbers are used: no function whose last digit a library may change.
"""

import csv
import datetime
import os
import sys

SEED = 20251268
AS_OF = datetime.date(2025, 12, 31)
MASK = (1 << 64) - 1


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
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share):
        return self.unit() < share

    def normal(self):
        """Nearly normal: the sum of twelve uniforms less six."""
        return sum(self.unit() for _ in range(12)) - 6.0

    def pick(self, items):
        return items[self.below(len(items))]

    def weighted(self, pairs):
        """One of (item, whole weight) pairs."""
        at = self.below(sum(weight for _, weight in pairs))
        for item, weight in pairs:
            if at < weight:
                return item
            at -= weight
        return pairs[-1][0]

    def sample(self, items, count):
        pool = list(items)
        for index in range(min(count, len(pool))):
            other = index + self.below(len(pool) - index)
            pool[index], pool[other] = pool[other], pool[index]
        return pool[:count]


def stream(name):
    """A generator of its own for each part, so that parts stay apart."""
    seed = SEED
    for byte in name.encode():
        seed = (seed * 1099511628211 + byte) & MASK
    return Random(seed)


def nearest(value):
    return int((value + 0.5) // 1)


def clamp(value, low, high):
    return max(low, min(high, value))


def add_months(day, months):
    """The same day some months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    last = (after - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(day.day, last))


def days(count):
    return datetime.timedelta(days=count)


# ---------------------------------------------------------------- the city

DISTRICTS = ["甲区", "乙区", "丙区", "丁区", "戊区", "己区", "庚区"]

CATEGORIES = [
    ("城建交通", 26, [
        "增设公交专用道", "完善非机动车道", "增加公共停车泊位", "改造老旧小区管网",
        "整治背街小巷", "优化路口信号灯", "加装住宅电梯"]),
    ("民生保障", 18, [
        "扩大社区食堂覆盖", "增加普惠托育名额", "完善居家养老服务",
        "提高灵活就业人员参保率", "改进失能老人照护"]),
    ("教育科技", 15, [
        "增加学前教育学位", "改善乡村学校条件", "推进课后服务",
        "支持职业学校实训基地", "建设社区图书角"]),
    ("卫生健康", 11, [
        "充实社区医生队伍", "开通夜间门诊", "改进慢性病用药配送",
        "加强学校心理辅导"]),
    ("生态环境", 11, [
        "治理河道黑臭水体", "加强餐饮油烟管理", "推进垃圾分类投放",
        "增加口袋公园"]),
    ("经济发展", 9, [
        "简化小微企业办事流程", "支持夜间经济街区", "盘活闲置厂房",
        "改善科创园区配套"]),
    ("农业农村", 6, [
        "修缮灌溉渠道", "扶持农产品冷链", "整治农村人居环境"]),
    ("法治平安", 4, [
        "加强电动自行车消防管理", "完善基层调解网络", "整治噪声扰民"]),
]

KEY_TOPICS = 61
SUGGESTIONS = 1268
BILLS = 5
EVALUATED = 25


def make_units():
    """56 units: eight offices in each of the seven districts."""
    chance = stream("units")
    units = []
    for number in range(1, 57):
        place = (number - 1) % 7
        if number <= 7:
            kind = "district"
        elif number <= 12:
            kind = "party"
        elif number <= 14:
            kind = "justice"
        else:
            kind = "bureau"
        units.append({
            "unit_id": f"U{number:03d}", "unit_kind": kind,
            "district": DISTRICTS[place],
            "skill": chance.normal() * 0.5 + (0.2 if kind == "party" else 0.0),
            "volume": 2 + chance.below(9) + (8 if kind == "bureau" else 0)})
    return units


def title_of(chance, category, kind):
    subject = chance.pick(category[2])
    district = chance.pick(DISTRICTS + ["全市", "全市", "全市"])
    word = "议案" if kind == "bill" else "建议"
    return f"关于在{district}{subject}的{word}（虚构）", subject


COMMITMENTS = [
    "年内完成首批{n}处", "分两年实施，首年{n}处", "建成示范点{n}个",
    "列入预算并完成{n}处", "出台办法并试点{n}个街道"]


# ------------------------------------------------------------- case ledger

LEDGER = [
    "case_id", "term", "session", "kind", "title", "category",
    "lead_deputy_id", "cosigner_count", "submitted_on", "assigned_on",
    "lead_unit_id", "co_unit_ids", "key_supervised", "supervisor",
    "complexity", "deadline_kind", "due_on", "extended_until", "returned_on",
    "signed_on", "meet_before_on", "meet_during_on", "meet_after_on",
    "replied_on", "result_class", "commitment_text", "commitment_due_on",
    "commitment_done_on", "round", "parent_round", "status", "repeat_of",
    "evaluated"]


def make_cases(units):
    chance = stream("cases")
    sessions = [
        (1, 2022, 318), (2, 2023, 327), (3, 2024, 315), (4, 2025, 313)]
    assert sum(count for _, _, count in sessions) == SUGGESTIONS + BILLS
    cases = []
    for session, year, count in sessions:
        bills = {1: 1, 2: 1, 3: 2, 4: 1}[session]
        interim = 34 + session
        for number in range(1, count + 1):
            if number <= bills:
                kind = "bill"
            elif number > count - interim:
                kind = "interim"
            else:
                kind = "suggestion"
            cases.append(one_case(chance, units, session, year, number, kind))
    mark_repeats(cases)
    mark_key_supervised(cases)
    mark_evaluated(cases)
    for case in cases:
        handle(stream("handling " + case["case_id"]), case)
    return cases


def one_case(chance, units, session, year, number, kind):
    category = chance.weighted([(c, c[1]) for c in CATEGORIES])
    title, subject = title_of(chance, category, kind)
    unit = chance.weighted([(u, u["volume"]) for u in units])
    if kind == "interim":
        submitted = datetime.date(year, 4, 10) + days(chance.below(120))
        assigned = submitted + days(chance.between(5, 15))
    else:
        submitted = datetime.date(year, 2, 20) + days(chance.below(6))
        assigned = datetime.date(year, 3, 15)
    others = [u["unit_id"] for u in units if u is not unit]
    partners = chance.weighted([(0, 55), (1, 27), (2, 13), (3, 5)])
    complex_case = kind == "bill" or chance.chance(0.24)
    cosigners = 10 + chance.below(9) if kind == "bill" else (
        chance.weighted([(0, 30), (1, 14), (2, 14), (3, 12), (4, 10),
                         (5, 8), (6, 6), (8, 4), (11, 2)]))
    return {
        "case_id": f"{year}-{number:04d}", "term": 17, "session": session,
        "kind": kind, "title": title, "category": category[0],
        "lead_deputy_id": f"D{chance.between(1, 640):04d}",
        "cosigner_count": cosigners, "submitted_on": submitted,
        "assigned_on": assigned, "lead_unit_id": unit["unit_id"],
        "co_unit_ids": "|".join(sorted(chance.sample(others, partners))),
        "complexity": "complex" if complex_case else "normal",
        "key_supervised": 0, "supervisor": "", "evaluated": 0,
        "repeat_of": "", "unit": unit, "subject": subject,
        # How well the case is handled; everything else leans on it.
        "quality": chance.normal() * 0.8 + unit["skill"]}


def mark_repeats(cases):
    chance = stream("repeats")
    earlier = {}
    for case in cases:
        same = [c for c in earlier.get(case["subject"], [])
                if c["session"] < case["session"]]
        if same and chance.chance(0.05):
            case["repeat_of"] = chance.pick(same)["case_id"]
        earlier.setdefault(case["subject"], []).append(case)


def mark_key_supervised(cases):
    chance = stream("key supervision")
    pool = [c for c in cases if c["kind"] != "interim"]
    pool = [c for c in pool if c["complexity"] == "complex"]
    for case in chance.sample(pool, KEY_TOPICS):
        case["key_supervised"] = 1
        case["supervisor"] = f"L{chance.between(1, 12):02d}"
        case["quality"] += 0.25


def mark_evaluated(cases):
    """15 of the key-supervised and 10 others, answered before 2025."""
    chance = stream("evaluated")
    past = [c for c in cases if c["session"] in (2, 3)]
    key = [c for c in past if c["key_supervised"]]
    rest = [c for c in past if not c["key_supervised"]
            and c["kind"] == "suggestion"]
    chosen = chance.sample(key, 15) + chance.sample(rest, EVALUATED - 15)
    for case in chosen:
        case["evaluated"] = 1
        case["quality"] = clamp(case["quality"] * 1.2, -2.2, 2.2)


def handle(chance, case):
    """Fills the dates, the class and the commitment of one case."""
    quality = case["quality"]
    assigned = case["assigned_on"]
    months = 6 if case["complexity"] == "complex" else 3
    case["deadline_kind"] = f"{months}m"
    due = add_months(assigned, months)
    case["due_on"] = due
    case["extended_until"] = ""
    limit = due
    if months == 3 and chance.chance(0.05):
        limit = add_months(assigned, 6)
        case["extended_until"] = limit
    case["returned_on"] = ""
    signed = assigned + days(
        clamp(nearest(3.2 - quality + chance.normal() * 1.4), 0, 9))
    if not case["evaluated"] and chance.chance(0.02):
        # Wrongly assigned: returned within ten days, signed by the next unit.
        case["returned_on"] = assigned + days(chance.between(3, 9))
        signed = case["returned_on"] + days(chance.between(1, 5))
    case["signed_on"] = signed

    room = (limit - signed).days
    used = clamp(0.72 - 0.11 * quality + chance.normal() * 0.1, 0.2, 0.99)
    replied = signed + days(nearest(room * used))
    late = 0.012 if quality > -1.0 else 0.08
    if case["evaluated"]:
        late = 0.0 if quality > -0.9 else 0.6
    if chance.chance(late):
        replied = limit + days(chance.between(2, 25))

    rounds = 1
    if chance.chance(clamp(0.022 - 0.03 * quality, 0.004, 0.12)):
        rounds = 3 if chance.chance(0.1) else 2
    case["round"] = rounds
    case["parent_round"] = rounds - 1 if rounds > 1 else ""

    meetings(chance, case, signed, replied)
    case["replied_on"] = replied
    case["result_class"] = result_class(chance, case)
    if case["evaluated"] and case["result_class"] == "D":
        case["result_class"] = "C"
    commitment(chance, case, replied)
    if replied > AS_OF:
        withdraw_reply(case)
    close(case)


def meetings(chance, case, signed, replied):
    span = (replied - signed).days
    marks = [(0.05, 0.22), (0.35, 0.65), (0.85, 1.0)]
    missed = [clamp(s - 0.05 * case["quality"], 0.005, 0.5)
              for s in (0.04, 0.13, 0.07)]
    names = ["meet_before_on", "meet_during_on", "meet_after_on"]
    for name, (low, high), miss in zip(names, marks, missed):
        at = low + (high - low) * chance.unit()
        met = signed + days(int(span * at))
        case[name] = "" if chance.chance(miss) else met


def result_class(chance, case):
    quality = case["quality"]
    good = nearest(clamp(56 + 14 * quality, 5, 94))
    rest = 100 - good
    going = rest * 80 // 100
    planned = rest * 8 // 100
    return chance.weighted([
        ("A", good), ("B", going), ("C", planned),
        ("D", max(0, rest - going - planned))])


def commitment(chance, case, replied):
    wanted = {"A": 0.3, "B": 0.92, "C": 0.7, "D": 0.0}[case["result_class"]]
    case["commitment_text"] = ""
    case["commitment_due_on"] = ""
    case["commitment_done_on"] = ""
    if not (case["evaluated"] or chance.chance(wanted)):
        return
    text = chance.pick(COMMITMENTS).format(n=chance.between(2, 40))
    case["commitment_text"] = case["subject"] + "，" + text
    ends = [add_months(datetime.date(replied.year, 12, 31), 6 * k)
            for k in (0, 1, 2)]
    due = chance.weighted([(ends[0], 5), (ends[1], 3), (ends[2], 2)])
    if (due - replied).days < 45:
        due = add_months(due, 6)
    if case["evaluated"]:
        due = min(due, datetime.date(2025, 6, 30))
        due = max(due, add_months(replied, 2))
    case["commitment_due_on"] = due
    lag = nearest(-35 - 25 * case["quality"] + chance.normal() * 35)
    done = due + days(lag)
    if done <= replied:
        done = replied + days(chance.between(20, 60))
    open_ended = case["result_class"] == "C" and not case["evaluated"]
    if open_ended and chance.chance(0.6):
        return
    if done <= AS_OF:
        case["commitment_done_on"] = done


def withdraw_reply(case):
    """Undoes what lies after the day on which the ledger was taken."""
    for name in ["replied_on", "result_class", "commitment_text",
                 "commitment_due_on", "commitment_done_on"]:
        case[name] = ""
    for name in ["meet_before_on", "meet_during_on", "meet_after_on"]:
        if case[name] and case[name] > AS_OF:
            case[name] = ""
    case["round"] = 1
    case["parent_round"] = ""


def close(case):
    if not case["replied_on"]:
        case["status"] = "in-progress"
    elif case["commitment_due_on"] and not case["commitment_done_on"]:
        case["status"] = "tracking"
    else:
        case["status"] = "closed"


# ----------------------------------------------------------------- ratings

RATINGS = [
    "rating_id", "case_id", "round", "rater_kind", "rater_id", "unit_id",
    "unit_kind", "district", "channel", "rated_on", "attitude", "speed",
    "result", "overall", "weight", "is_valid", "invalid_reason", "comment"]

ITEMS = [("attitude", 0.4), ("speed", 1.1), ("result", 1.5)]
COMMENTS = {
    "result": ["只答复未解决", "进度慢于承诺", "希望尽快见到实效"],
    "speed": ["答复偏晚", "中间沟通少"],
    "attitude": ["未当面沟通"]}


def make_ratings(cases):
    rows = []
    worst = min((case for case in cases if case["evaluated"]),
                key=lambda case: (case["quality"], case["case_id"]))
    for case in cases:
        if not case["replied_on"]:
            continue
        chance = stream("ratings " + case["case_id"])
        raters = []
        if chance.chance(0.97):
            raters.append(("deputy_lead", case["lead_deputy_id"]))
        taken = {case["lead_deputy_id"]}
        for _ in range(case["cosigner_count"]):
            deputy = f"D{chance.between(1, 640):04d}"
            if deputy not in taken and chance.chance(0.72):
                taken.add(deputy)
                raters.append(("deputy_cosigner", deputy))
        public = chance.weighted([(0, 20), (1, 20), (2, 25), (3, 15),
                                  (4, 10), (6, 6), (9, 4)])
        if case["evaluated"]:
            public = 60 + chance.below(90)
        for _ in range(public):
            raters.append(("public", f"P{chance.below(65536 * 16):05x}"))
        for kind, rater in raters:
            row = one_rating(chance, case, kind, rater)
            if case is worst and kind == "deputy_lead":
                # So that the rule about lead deputies has a case to bite.
                row.update(result="dissatisfied", overall="dissatisfied",
                           comment="只答复未解决")
            rows.append(row)
    rows.sort(key=lambda row: (row["rated_on"], row["case_id"],
                               row["rater_kind"], row["rater_id"]))
    for number, row in enumerate(rows, 1):
        row["rating_id"] = f"R{number:06d}"
    return rows


def one_rating(chance, case, kind, rater):
    lean = {"deputy_lead": 0.9, "deputy_cosigner": 0.8, "public": 1.15}[kind]
    hard = {"A": 0.75, "B": 1.1, "C": 1.9, "D": 2.2}[case["result_class"]]
    short = 0.021 * lean * hard * clamp(1.0 - 0.62 * case["quality"], 0.12, 3.2)
    if case["evaluated"]:
        short *= 1.5
    overall = "satisfied"
    if chance.chance(short):
        worst = 0.22 if kind != "deputy_lead" else 0.12
        overall = "dissatisfied" if chance.chance(worst) else "basic"
    row = {
        "case_id": case["case_id"], "round": case["round"],
        "rater_kind": kind, "rater_id": rater,
        "unit_id": case["unit"]["unit_id"],
        "unit_kind": case["unit"]["unit_kind"],
        "district": case["unit"]["district"],
        "rated_on": case["replied_on"] + days(chance.between(1, 30)),
        "overall": overall, "is_valid": 1, "invalid_reason": "",
        "comment": ""}
    row["channel"] = chance.weighted(
        [("online", 5), ("hotline", 2), ("station", 1)]) \
        if kind == "public" else chance.weighted([("online", 9), ("form", 1)])
    for item, factor in ITEMS:
        row[item] = item_grade(chance, overall, factor)
    # Weights bring the public's answers to the sizes of the districts; a
    # deputy counts once.
    row["weight"] = "1" if kind != "public" else (
        f"0.{50 + 5 * chance.below(10)}" if chance.chance(0.6)
        else f"1.{10 + 10 * chance.below(9)}")
    if kind == "public" and chance.chance(0.03):
        row[chance.pick(ITEMS)[0]] = "unknown"
    if chance.chance(0.006):
        row[chance.pick(ITEMS)[0]] = ""
    if kind == "public" and chance.chance(0.012):
        row["is_valid"] = 0
        row["invalid_reason"] = chance.pick(["duplicate", "test entry"])
    if overall != "satisfied" and chance.chance(0.5):
        weak = [i for i, _ in ITEMS if row[i] in ("basic", "dissatisfied")]
        if weak:
            row["comment"] = chance.pick(COMMENTS[weak[-1]])
    return row


def item_grade(chance, overall, factor):
    if overall == "satisfied":
        return "basic" if chance.chance(0.008 * factor) else "satisfied"
    if overall == "basic":
        if chance.chance(0.05 * factor):
            return "dissatisfied"
        return "basic" if chance.chance(0.5 * factor) else "satisfied"
    if chance.chance(0.5 * factor):
        return "dissatisfied"
    return "basic" if chance.chance(0.6) else "satisfied"


# ---------------------------------------------------------- evaluator panel

SCORES = [
    "case_id", "indicator_id", "evaluator_id", "evaluator_group", "score",
    "max_score", "scored_on", "abstain", "conflict_of_interest",
    "evidence_ref", "note"]

# Evaluator, group, points above or below the others.
PANEL = [
    ("E01", "deputy", 3.0), ("E02", "deputy", -1.5), ("E03", "deputy", 0.5),
    ("E04", "deputy", -5.0), ("E05", "expert", -3.0), ("E06", "expert", 1.0),
    ("E07", "expert", 4.5), ("E08", "public", 2.0), ("E09", "public", -1.0)]

# Indicator, level, how much it follows the quality of the handling.
PANEL_ITEMS = [
    ("Q1", 85.5, 5.5), ("Q2", 82.5, 6.0), ("Q3", 84.0, 4.5),
    ("E1", 81.5, 7.0), ("E2", 78.0, 6.0)]


def make_scores(cases):
    rows = []
    chosen = [case for case in cases if case["evaluated"]]
    for position, case in enumerate(chosen):
        # Seven of nine: who sits out moves on by two from case to case, so
        # that any two cases share evaluators.
        out = {(2 * position) % 9, (2 * position + 5) % 9}
        for number, (evaluator, group, severity) in enumerate(PANEL):
            if number in out:
                continue
            chance = stream(f"scores {case['case_id']} {evaluator}")
            conflict = chance.chance(0.025)
            day = datetime.date(2025, 10, 20) + days(position // 5)
            for indicator, level, slope in PANEL_ITEMS:
                own = stream(f"level {case['case_id']} {indicator}").normal()
                value = (level + slope * case["quality"] + 2.5 * own
                         + severity + 2.8 * chance.normal())
                abstain = conflict or chance.chance(0.012)
                rows.append({
                    "case_id": case["case_id"], "indicator_id": indicator,
                    "evaluator_id": evaluator, "evaluator_group": group,
                    "score": "" if abstain else clamp(nearest(value), 0, 100),
                    "max_score": 100, "scored_on": day,
                    "abstain": 1 if abstain else 0,
                    "conflict_of_interest": 1 if conflict else 0,
                    "evidence_ref": f"附件{position + 1}",
                    "note": "回避" if conflict else ("弃权" if abstain else "")})
    return rows


# ------------------------------------------------------- weights and votes

# What the judges would say if nobody erred, by parent.
JUDGED = {
    "G": [("P", 0.13), ("Q", 0.22), ("E", 0.42), ("S", 0.23)],
    "P": [("P1", 0.52), ("P2", 0.32), ("P3", 0.16)],
    "Q": [("Q1", 0.45), ("Q2", 0.20), ("Q3", 0.35)],
    "E": [("E1", 0.46), ("E2", 0.14), ("E3", 0.20), ("E4", 0.20)],
    "S": [("S1", 0.68), ("S2", 0.32)]}

def saaty_number(ratio):
    """The number from 1 to 9 whose quotient with the ratio is nearest 1."""
    return min(range(1, 10), key=lambda n: max(n / ratio, ratio / n))


def make_judges():
    """Five judges compare pairs with the numbers of Saaty.

    The more important of the two comes first, so the numbers are whole.
    """
    rows = []
    for judge in range(1, 6):
        for parent, children in JUDGED.items():
            chance = stream(f"judge {judge} {parent}")
            own = [(child, clamp(weight * (1.0 + 0.22 * chance.normal()),
                                 0.4 * weight, 2.5 * weight))
                   for child, weight in children]
            for i, (first, a) in enumerate(own):
                for second, b in own[i + 1:]:
                    major, minor = (first, second) if a >= b else (
                        second, first)
                    rows.append({
                        "judge": f"J{judge}", "parent": parent,
                        "first": major, "second": minor,
                        "value": saaty_number(max(a, b) / min(a, b))})
    return rows


VOTES = ["case_id", "title", "members", "present", "satisfied", "basic",
         "dissatisfied", "abstained"]


def make_votes(cases):
    """Standing committee votes on twelve of the key-supervised cases."""
    chance = stream("votes")
    rows = []
    key = [c for c in cases if c["key_supervised"] and c["evaluated"]][:12]
    worst = sorted(key, key=lambda case: (case["quality"], case["case_id"]))
    for position, case in enumerate(key):
        present = 41 if position < 6 else 38
        liking = clamp(0.74 + 0.14 * case["quality"], 0.3, 0.98)
        content = 0.78
        if case is worst[0]:
            liking, content = 0.2, 0.3
        elif case is worst[1]:
            liking = 0.42
        counts = {"satisfied": 0, "basic": 0, "dissatisfied": 0,
                  "abstained": 0}
        for _ in range(present):
            if chance.chance(liking):
                counts["satisfied"] += 1
            elif chance.chance(content):
                counts["basic"] += 1
            elif chance.chance(0.7):
                counts["dissatisfied"] += 1
            else:
                counts["abstained"] += 1
        rows.append({"case_id": case["case_id"], "title": case["title"],
                     "members": 45, "present": present, **counts})
    return rows


# ----------------------------------------------- classes, rounds, holidays

# Days that differ from the usual week. They have the shape of a year's
# public holidays and are made up like everything else here.
FREE = [(1, 1, 1), (1, 22, 7), (4, 4, 3), (5, 1, 5), (6, 10, 3), (9, 15, 2),
        (10, 1, 7)]


def make_holidays():
    """Holidays of 2022 to 2025, and the weekend days worked for them."""
    rows = []
    for year in range(2022, 2026):
        chance = stream(f"holidays {year}")
        free = set()
        for month, day, length in FREE:
            first = datetime.date(year, month, day) + days(chance.below(3) - 1)
            free.update(first + days(step) for step in range(length))
        free = {day for day in free if day.year == year}
        worked = set()
        for day in sorted(free):
            # Long holidays are paid for with a weekend day nearby.
            if day.weekday() < 5 and chance.chance(0.3):
                other = day + days(5 - day.weekday() + 7 * chance.below(2))
                if other not in free and other.year == year:
                    worked.add(other)
        rows += [(day, "holiday") for day in free]
        rows += [(day, "workday") for day in worked]
    rows.sort()
    return [{"date": day, "kind": kind} for day, kind in rows]


def make_classes(cases):
    """The class of each answered case, looked at again every quarter.

    The last class is that of the ledger; solved cases are not looked at
    again.
    """
    rows = []
    for case in cases:
        if not case["replied_on"]:
            continue
        chance = stream("classes " + case["case_id"])
        final = case["result_class"]
        first = final
        if final == "A":
            # Half of what is solved now was still going on at first.
            if chance.chance(clamp(0.42 - 0.12 * case["quality"], 0.1, 0.7)):
                first = "C" if chance.chance(0.12) else "B"
        elif final == "B" and chance.chance(0.08):
            first = "C"
        day = case["replied_on"]
        dates = [day]
        while len(dates) < 16:
            day = add_months(case["replied_on"], 3 * len(dates))
            if day > AS_OF:
                break
            dates.append(day)
        seen = [first] * len(dates)
        if final != first:
            # Most conversions come within a year and a half.
            turn = 1 + chance.below(6)
            if turn >= len(dates):
                turn = len(dates) - 1
            if turn == 0:
                seen = [final]
            else:
                seen = [first] * turn + [final] * (len(dates) - turn)
                if first == "C" and final == "A" and turn > 1:
                    seen[turn - 1] = "B"
        for when, value in zip(dates, seen):
            rows.append({"case_id": case["case_id"], "as_of": when,
                         "class": value})
            if value == "A":
                break
    rows.sort(key=lambda row: (row["case_id"], row["as_of"]))
    return rows


def make_rounds(cases, ratings):
    """Every round of the answered cases, with the lead deputy's grade."""
    grades = {row["case_id"]: row["overall"] for row in ratings
              if row["rater_kind"] == "deputy_lead"}
    rows = []
    for case in cases:
        if not case["replied_on"]:
            continue
        chance = stream("rounds " + case["case_id"])
        last = case["round"]
        # Backwards from the last reply, which is the one of the ledger.
        replied = case["replied_on"]
        own = []
        for number in range(last, 0, -1):
            if number == 1:
                asked = case["assigned_on"]
            else:
                asked = replied - days(chance.between(9, 34))
                asked = max(asked, case["assigned_on"] + days(10 * number))
                asked = min(asked, replied)
            grade = grades.get(case["case_id"], "")
            if number < last:
                grade = "dissatisfied" if chance.chance(0.85) else "basic"
            own.append({"case_id": case["case_id"], "round": number,
                        "asked_on": asked, "replied_on": replied,
                        "grade": grade})
            replied = max(asked - days(chance.between(2, 12)),
                          case["assigned_on"] + days(3))
        rows += reversed(own)
    return rows


# ----------------------------------------------------------------- writing

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
    cases = make_cases(make_units())
    write(folder, "cases.csv", LEDGER, cases)
    ratings = make_ratings(cases)
    write(folder, "ratings.csv", RATINGS, ratings)
    write(folder, "scores.csv", SCORES, make_scores(cases))
    write(folder, "judges.csv",
          ["judge", "parent", "first", "second", "value"], make_judges())
    write(folder, "votes.csv", VOTES, make_votes(cases))
    write(folder, "classes.csv", ["case_id", "as_of", "class"],
          make_classes(cases))
    write(folder, "rounds.csv",
          ["case_id", "round", "asked_on", "replied_on", "grade"],
          make_rounds(cases, ratings))
    write(folder, "holidays.csv", ["date", "kind"], make_holidays())


if __name__ == "__main__":
    main()
