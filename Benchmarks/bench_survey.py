"""Times survey estimation from file to result, Manyi beside its peers.

    bench_survey.py MANYI FOLDER [TASK…]

First every program does every task on a small file and the numbers are
compared; only a program whose numbers agree is timed. Then each task is timed
in a process of its own, the programs in turn, BENCH_ROUNDS times (3). A
program whose first run takes more than a minute runs once. Processor seconds
are those that the system counted, without those that Python and R need to
start; elapsed seconds and peak memory are of the whole process.
"""

import json
import os
import statistics
import subprocess
import sys

sys.path.insert(
    0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "survey"))

import agreement
import measure
import programs
from tasks import CONVENTIONS, TASKS

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
MINUTE = 60
COLD = 0.030


def make(folder, kind, rows, replicates=0):
    """A made-up file, made once."""
    maker = os.path.join(programs.HERE, "made_up_data.py")
    path = os.path.join(folder, f"{kind}-{rows}-{replicates}.csv")
    if (not os.path.exists(path)
            or os.path.getmtime(path) < os.path.getmtime(maker)):
        part = path + ".part"
        subprocess.run([sys.executable, maker, kind, str(rows), part,
                        str(replicates)], check=True)
        if os.path.exists(part + ".margins.csv"):
            os.replace(part + ".margins.csv", path + ".margins.csv")
        os.replace(part, path)
    return path


def check(folder, manyi, task, names):
    """Compares the numbers of a small file; the programs to be timed."""
    path = make(folder, task.kind, task.check_rows, task.check_replicates)
    results, notes = {}, {}
    for name in names:
        result = os.path.join(
            folder, f"{task.name}-check-{name.split()[0]}.txt")
        measured = programs.run(
            name, manyi, task.name, path, result, task.r_part_check,
            supplied=task.check_replicates > 0)
        if "note" in measured:
            notes[name] = measured["note"]
        else:
            results[name] = agreement.read(result)
    print(f"\n{task.name}: {task.title}; check on {task.check_rows:,} rows")
    refused = set()
    for one, other in pairs(list(results)):
        words, good = agreement.compare(results[one], results[other], False)
        print(f"  {one} and {other}: {words}{'' if good else '  DIFFERENT'}")
        if not good:
            refused |= {one} if one == "Manyi" else {one, other}
    for name in refused:
        notes[name] = "not timed: its numbers do not agree"
    if list(results) == ["Manyi"]:
        notes["Manyi"] = "not timed: there is nothing to compare it with"
    for name, note in notes.items():
        print(f"  {name}: {note}")
    return [name for name in results if name not in notes], notes


def pairs(names):
    return [(one, other) for place, one in enumerate(names)
            for other in names[place + 1:]]


def time_task(folder, manyi, task, names, notes):
    """Medians of the runs of each program."""
    path = make(folder, task.kind, task.rows)
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass
    runs = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in list(names):
            done = runs[name]
            if name in notes or (done and done[0]["wall"] > MINUTE):
                continue
            result = os.path.join(folder, f"{task.name}-{name.split()[0]}.txt")
            measured = programs.run(
                name, manyi, task.name, path, result, task.r_part)
            if "note" in measured:
                notes[name] = measured["note"]
            else:
                done.append(measured)
    medians = {}
    for name, done in runs.items():
        if name not in notes:
            medians[name] = {
                key: statistics.median(one[key] for one in done)
                for key in ("cpu", "wall", "memory")} | {"runs": len(done)}
    return medians


def full_size(folder, task, medians, notes):
    """Compares the results of the timed runs; drops what does not agree."""
    results = {name: agreement.read(os.path.join(
        folder, f"{task.name}-{name.split()[0]}.txt")) for name in medians}
    for one, other in pairs(list(results)):
        words, good = agreement.compare(
            results[one], results[other], task.draws)
        print(f"  {one} and {other}: {words}{'' if good else '  DIFFERENT'}")
        if not good:
            notes[one] = f"no time given: not the numbers of {other}"
            medians.pop(one, None)


def show(task, medians, notes, start):
    print(f"  {'program':10}{'CPU s':>9}{'elapsed':>9}{'peak MB':>9}{'runs':>6}"
          f"{'CPU : Manyi' if 'Manyi' in medians else '':>13}")
    net = {name: max(0.01, one["cpu"] - start.get(name, 0))
           for name, one in medians.items()}
    for name, one in medians.items():
        beside = f"{net[name] / net['Manyi']:.1f}" if "Manyi" in net else ""
        if name == "R survey" and task.r_part:
            beside = "subset"
        print(f"  {name:10}{net[name]:9.2f}{one['wall']:9.2f}"
              f"{one['memory']:9.0f}{one['runs']:6}{beside:>13}")
    for name, note in notes.items():
        print(f"  {name:10}{note}")
    for name, one in medians.items():
        if one["runs"] < ROUNDS:
            print(f"  note: {name} ran once, as that took"
                  f" {one['wall']:.0f} s")
    for note in task.notes:
        print(f"  note: {note}")
    goals(task, medians, net)
    return net


def goals(task, medians, net):
    own = medians.get("Manyi")
    if own is None:
        return
    found = []
    if task.seconds:
        found.append((f"under {task.seconds:g} s",
                      own["wall"] < task.seconds))
    if task.megabytes:
        found.append((f"under {task.megabytes:g} MB",
                      own["memory"] < task.megabytes))
    if task.beside_svy and "svy" in net:
        found.append((f"{task.beside_svy:g} times less CPU than svy",
                      net["svy"] >= task.beside_svy * net["Manyi"]))
    for goal, met in found:
        print(f"  goal {goal}: {'met' if met else 'NOT MET'}")


def cold_starts(manyi, names):
    """Starts and loads only; the processor seconds are taken off later."""
    print("\nstart: each program starts and loads what it needs")
    print(f"  {'program':10}{'CPU s':>9}{'elapsed':>9}{'peak MB':>9}")
    start = {}
    for name in names:
        command = programs.starts(manyi)[name]
        rounds = 20 if name == "Manyi" else 3
        found = [measure.run(command, programs.ENVIRONMENT)
                 for _ in range(rounds)]
        cpu, wall, memory = (statistics.median(one[key] for one in found)
                             for key in ("cpu", "wall", "memory"))
        print(f"  {name:10}{cpu:9.3f}{wall:9.3f}{memory:9.0f}")
        if name == "Manyi":
            fastest = min(one["wall"] for one in found)
            print(f"  goal under {COLD * 1000:.0f} ms:"
                  f" {'met' if wall < COLD else 'NOT MET'} (fastest of"
                  f" {rounds}: {fastest * 1000:.0f} ms)")
        else:
            start[name] = cpu
    return start


def main():
    sys.stdout.reconfigure(line_buffering=True)
    manyi, folder = sys.argv[1:3]
    chosen = sys.argv[3:] or [task.name for task in TASKS]
    unknown = set(chosen) - {task.name for task in TASKS}
    if unknown:
        names = ", ".join(task.name for task in TASKS)
        sys.exit(f"bench: no task is called {', '.join(sorted(unknown))};"
                 f" choose among {names}")
    names, missing = programs.found(manyi)
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}; all data are made up")
    if load > 0.5:
        print("the machine is busy with other work: elapsed seconds tell"
              " little, processor seconds are somewhat too large")
    for name in missing:
        print(f"left out: {name} (cannot be started)")
    for line in CONVENTIONS:
        print(f"- {line}")
    start = cold_starts(manyi, names)
    table = {"start": start}
    for task in TASKS:
        if task.name not in chosen:
            continue
        agreed, notes = check(folder, manyi, task, names)
        medians = time_task(folder, manyi, task, agreed, notes)
        print(f"  timed on {task.rows:,} rows; numbers of the timed runs:")
        full_size(folder, task, medians, notes)
        net = show(task, medians, notes, start)
        table[task.name] = {
            "medians": medians, "cpu_without_start": net, "notes": notes}
    with open(os.path.join(folder, "survey.json"), "w") as file:
        json.dump(table, file, indent=1)


main()
