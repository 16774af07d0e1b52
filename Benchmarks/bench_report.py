"""Times the report of 25 cases from files to all outputs, beside R.

    bench_report.py MANYI FOLDER [TASK…]

    first    a folder that is new: every file is read, computed and written
    again    the same once more, with nothing changed
    changed  the same after one answer in one file was changed
    charts   the charts of the first language alone, drawn by R's ggplot2 and
             svglite from the tables that Manyi wrote: numbers are given, only
             drawing and writing is left to do. Left out without R

Seconds of the clock and of the processor, medians of BENCH_ROUNDS runs (5),
tasks in turn. The data are made up.
"""

import os
import shutil
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import measure

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
STUDY = os.path.join(HERE, "..", "Datasets", "suggestion-handling")
TASKS = ["first", "again", "changed", "charts"]
PACKAGES = 'quit(status = !all(sapply(c("ggplot2", "svglite"), ' \
    "requireNamespace, quietly = TRUE)))"


def change(study, number):
    """Changes the number of votes of one case, which three analyses use."""
    path = os.path.join(study, "votes.csv")
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    head = lines[0].split(",")
    cells = lines[1].split(",")
    place = head.index("satisfied")
    cells[place] = str(int(cells[place]) + (1 if number % 2 == 0 else -1))
    lines[1] = ",".join(cells)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def main():
    sys.stdout.reconfigure(line_buffering=True)
    manyi, folder = sys.argv[1:3]
    chosen = sys.argv[3:] or TASKS
    unknown = sorted(set(chosen) - set(TASKS))
    if unknown:
        sys.exit(f"bench: no task is called {', '.join(unknown)}; choose among"
                 f" {', '.join(TASKS)}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f};"
          " all data are made up")
    place = os.path.join(folder, "report")
    study, out = os.path.join(place, "study"), os.path.join(place, "out")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(STUDY, study)
    run = [manyi, "run", study, "--output", out, "--quiet"]
    environment = dict(os.environ)

    def timed(command):
        found = measure.run(command, environment)
        if found["status"] != 0:
            sys.exit("bench: " + found["text"].strip())
        return found

    commands = {"first": run, "again": run, "changed": run}
    if measure.run(["sh", "-c", "command -v Rscript"], environment)["status"]:
        print("bench: R is not installed and is left out", file=sys.stderr)
    elif measure.run(["Rscript", "-e", PACKAGES], environment)["status"]:
        print("bench: ggplot2 or svglite is missing; R is left out",
              file=sys.stderr)
    else:
        commands["charts"] = [
            "Rscript", os.path.join(HERE, "report", "charts.R"), out,
            os.path.join(place, "r")]
    timed(run)
    runs = {task: [] for task in TASKS if task in chosen and task in commands}
    for number in range(ROUNDS):
        for task in runs:
            if task == "first":
                shutil.rmtree(out)
            elif task == "changed":
                change(study, number)
            runs[task].append(timed(commands[task]))
    charts = sum(not name.endswith(".en.svg")
                 for name in os.listdir(os.path.join(out, "charts")))
    files = sum(len(names) for _, _, names in os.walk(out))
    print(f"{files} files, {charts} charts in each of two languages\n")
    print(f"{'task':10} {'wall s':>8} {'cpu s':>8} {'MB':>7}")
    for task, found in runs.items():
        middle = {key: statistics.median(one[key] for one in found)
                  for key in ("wall", "cpu", "memory")}
        name = "R charts" if task == "charts" else task
        print(f"{name:10} {middle['wall']:8.3f} {middle['cpu']:8.3f} "
              f"{middle['memory']:7.0f}")


main()
