"""Times performance evaluation from file to result, beside its peers.

    bench_evaluation.py MANYI FOLDER [TASK…]

Each task is a module in the folder `evaluation` with a TITLE and a function
`run(manyi, folder, rounds)`, which checks the numbers, prints what it timed
and returns it. Processor seconds are those that the system counted for the
whole process, reading the file included; medians of BENCH_ROUNDS runs (3).
"""

import importlib
import json
import os
import sys

sys.path.insert(0, os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "evaluation"))
sys.path.insert(1, os.path.dirname(os.path.abspath(__file__)))

TASKS = ["severity"]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))


def main():
    sys.stdout.reconfigure(line_buffering=True)
    manyi, folder = sys.argv[1:3]
    chosen = sys.argv[3:] or TASKS
    unknown = sorted(set(chosen) - set(TASKS))
    if unknown:
        sys.exit(f"bench: no task is called {', '.join(unknown)}; choose among"
                 f" {', '.join(TASKS)}")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}; all data are made up")
    if load > 0.5:
        print("the machine is busy with other work: elapsed seconds tell"
              " little, processor seconds are somewhat too large")
    table = {}
    for name in TASKS:
        if name in chosen:
            task = importlib.import_module(name)
            print(f"\n{name}: {task.TITLE}")
            table[name] = task.run(manyi, folder, ROUNDS)
    with open(os.path.join(folder, "evaluation.json"), "w") as file:
        json.dump(table, file, indent=1)


main()
