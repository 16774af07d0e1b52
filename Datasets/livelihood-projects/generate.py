#!/usr/bin/env python3
"""Makes the files of this data set; nothing in them is real.

    python3 generate.py            writes the CSV files beside this script
    python3 generate.py FOLDER     writes them into FOLDER

The only source of chance is SplitMix64 (Steele, Lea and Flood 2014) with a
fixed seed, so the bytes do not depend on the version of Python.
"""

import csv
import datetime
import os
import sys

SEED = 20263020
MASK = (1 << 64) - 1
YEAR = 2025
AS_OF = datetime.date(2025, 12, 31)


class Random:
    def __init__(self, name):
        self.state = SEED
        for byte in name.encode():
            self.state = (self.state * 1099511628211 + byte) & MASK

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, count):
        return self.bits() % count

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def hits(self, count, per_thousand):
        """How many of `count` trials succeed."""
        return sum(self.below(1000) < per_thousand for _ in range(count))


# Ten areas: name, and four or five candidates each with target and unit.
AREAS = [
    ("养老", [("新建社区老年食堂", 40, "个"), ("改造适老化家庭", 600, "户"),
              ("新增护理型床位", 500, "张"), ("开办老年课堂", 60, "个")]),
    ("托育", [("新增普惠托位", 1200, "个"), ("新建社区托育点", 30, "个"),
              ("培训托育人员", 400, "人"), ("改造母婴室", 50, "间")]),
    ("教育", [("新建公办学校", 12, "所"), ("改善学校食堂", 45, "所"),
              ("更新教室照明", 900, "间"), ("开通校车线路", 24, "条"),
              ("新增课后服务点", 80, "个")]),
    ("医疗卫生", [("新建社区卫生站", 20, "个"), ("开展免费筛查", 30000, "人"),
                  ("配备急救设备", 200, "台"), ("延长夜间门诊", 16, "家")]),
    ("就业", [("开展技能培训", 20000, "人次"), ("新增公益岗位", 1500, "个"),
              ("举办招聘会", 120, "场"), ("建设零工驿站", 14, "个")]),
    ("住房", [("改造老旧小区", 90, "个"), ("筹集保障性租赁房", 5000, "套"),
              ("加装住宅电梯", 260, "部"), ("改造老旧管网", 180, "公里")]),
    ("交通出行", [("新增公共停车位", 4000, "个"), ("打通断头路", 18, "条"),
                  ("优化公交线路", 30, "条"), ("建设充电桩", 2500, "个"),
                  ("改造过街设施", 25, "处")]),
    ("生态环境", [("新建口袋公园", 36, "个"), ("整治河道", 60, "公里"),
                  ("建设绿道", 75, "公里"), ("新增垃圾分类亭", 500, "个")]),
    ("文化体育", [("新建健身场地", 70, "处"), ("开展文化惠民演出", 300, "场"),
                  ("建设城市书房", 15, "个"), ("开放学校场馆", 50, "所")]),
    ("公共安全", [("更换老旧燃气软管", 50000, "户"), ("建设微型消防站", 60, "个"),
                  ("改造电动车充电棚", 400, "处"), ("排查自建房", 3000, "栋")]),
]
PLACES = 30
DELEGATES = 480
DISTRICTS = ["甲区", "乙区", "丙区", "丁区", "戊区", "己区", "庚区"]
# Two groups of 20 deputies; the first inspects four districts.
GROUPS = {"甲区": 1, "乙区": 1, "丙区": 1, "丁区": 1,
          "戊区": 2, "己区": 2, "庚区": 2}


def candidates():
    """The candidates and the vote of the session that selects among them."""
    draw = Random("selection")
    present = DELEGATES - draw.between(9, 21)
    result = []
    for number, (area, items) in enumerate(AREAS, 1):
        for name, target, unit in items:
            against = draw.between(2, 60)
            abstain = draw.between(3, 70)
            pull = draw.between(0, 150)
            result.append({
                "candidate_id": f"C{len(result) + 1:02d}",
                "year": YEAR, "area_no": number, "area_name": area,
                "project_name": f"{name}（虚构）", "target_value": target,
                "unit": unit, "vote_kind": "selection",
                "eligible": DELEGATES, "present": present,
                "votes_for": present - against - abstain - pull,
                "votes_against": against + pull // 3,
                "votes_abstain": abstain + pull - pull // 3,
            })
    # The 30 with the most votes; ties go to the first listed.
    order = sorted(range(len(result)),
                   key=lambda i: (-result[i]["votes_for"], i))
    for position, index in enumerate(order):
        result[index]["place"] = position + 1
        result[index]["selected"] = int(position < PLACES)
    return result


def verdict(votes):
    """More than half of those present, as projects.csv says."""
    satisfied, basic, _, present = votes
    if 2 * satisfied > present:
        return "满意"
    return "基本满意" if 2 * (satisfied + basic) > present else "不满意"


def projects(chosen):
    draw = Random("progress")
    result = []
    for number, item in enumerate(chosen, 1):
        target = item["target_value"]
        start = datetime.date(YEAR, draw.between(1, 4), draw.between(1, 28))
        due = datetime.date(YEAR, draw.between(9, 12), 28)
        luck = draw.below(100)
        finished = ""
        if luck < 70:
            done = target + target * draw.between(0, 12) // 100
            day = due - datetime.timedelta(days=draw.between(0, 60))
            finished = day.isoformat()
            status = "done"
        elif luck < 82:
            done = target
            day = due + datetime.timedelta(days=draw.between(1, 40))
            day = min(day, AS_OF)
            finished = day.isoformat()
            status = "done" if day <= due else "done-late"
        else:
            done = target * draw.between(45, 96) // 100
            status = "in-progress" if due >= AS_OF else "overdue"
        result.append({
            "project_id": f"LP{YEAR}-{number:02d}", "year": YEAR,
            "area_no": item["area_no"], "area_name": item["area_name"],
            "project_name": item["project_name"],
            "lead_unit_id": f"U{draw.between(1, 34):03d}",
            "planned_amount": 100 * draw.between(3, 90),
            "target_text": item["project_name"].replace("（虚构）", ""),
            "target_value": target, "unit": item["unit"], "done_value": done,
            "as_of": AS_OF.isoformat(), "start_on": start.isoformat(),
            "due_on": due.isoformat(), "finished_on": finished,
            "status": status, "vote_kind": "satisfaction",
            "eligible": 40, "present": 0, "votes_for": item["votes_for"],
            "votes_against": item["votes_against"],
            "votes_abstain": item["votes_abstain"],
            "sat_satisfied": 0, "sat_basic": 0, "sat_dissatisfied": 0,
            "verdict_rule": "gt_half_of_present", "verdict": "",
        })
    return result


def inspections(found):
    """One vote for each project and district, by the district's group."""
    draw = Random("inspections")
    turnout = {}
    rows = []
    for project in found:
        share = 100 * project["done_value"] // project["target_value"]
        late = project["status"] != "done"
        base = 975 if share >= 100 else 880 - 9 * (100 - share)
        if late and share >= 100:
            base -= 60
        for index, district in enumerate(DISTRICTS):
            key = (district,)
            if key not in turnout:
                turnout[key] = draw.between(16, 20)
            present = turnout[key]
            abstained = 1 if draw.below(12) == 0 else 0
            # The fifth district has a harder crowd.
            chance = base - (70 if index == 4 else 0)
            valid = present - abstained
            satisfied = draw.hits(valid, max(0, min(1000, chance)))
            basic = draw.hits(valid - satisfied, 780)
            rows.append({
                "project_id": project["project_id"],
                "project_name": project["project_name"],
                "area_name": project["area_name"], "district": district,
                "group_no": GROUPS[district], "members": 20,
                "present": present, "sat_satisfied": satisfied,
                "sat_basic": basic,
                "sat_dissatisfied": valid - satisfied - basic,
                "sat_abstain": abstained, "valid": valid,
            })
    return rows


def add_votes(found, rows):
    """The closing vote of all 40 deputies of both groups."""
    draw = Random("closing")
    for project in found:
        own = [row for row in rows if row["project_id"] == project["project_id"]]
        valid = sum(row["valid"] for row in own)
        good = sum(row["sat_satisfied"] for row in own)
        present = 40 - draw.between(0, 4)
        chance = 1000 * good // valid - draw.between(0, 260)
        satisfied = draw.hits(present, max(0, chance))
        basic = draw.hits(present - satisfied, 820)
        project["present"] = present
        project["sat_satisfied"] = satisfied
        project["sat_basic"] = basic
        project["sat_dissatisfied"] = present - satisfied - basic
        project["verdict"] = verdict(
            (satisfied, basic, present - satisfied - basic, present))


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="",
              encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else here
    listed = candidates()
    found = projects([item for item in listed if item["selected"]])
    rows = inspections(found)
    add_votes(found, rows)
    write(folder, "candidates.csv", listed)
    write(folder, "projects.csv", found)
    write(folder, "inspections.csv", rows)


if __name__ == "__main__":
    main()
