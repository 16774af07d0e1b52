"""Times performance evaluation from file to result, beside its peers.

    bench_evaluation.py MANYI FOLDER [TASK…]

Each task is a module in the folder `evaluation`. It has a TITLE and a function
`run(manyi, folder, rounds)`, which checks the numbers, prints what it timed
and returns it; or `commands(manyi, folder)` and `peer(folder)`, which are timed
here. Processor seconds are those that the system counted for the whole
process, reading the file included; medians of BENCH_ROUNDS runs (3).
"""

import importlib
import json
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "evaluation"))
sys.path.insert(1, HERE)

import measure

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
# For each task its module, and for those that are timed here the options of
# each line and the name of the peer.
TASKS = {
    "office": ("office", [({}, "pymcdm")]),
    "matrix": ("matrix", [({}, "numpy"), ({"draws": 100}, "numpy")]),
    "severity": ("severity", []),
    "sobol": ("sobol", [({}, "numpy")]),
}


def timed(command):
    """The median of several runs of one program."""
    runs = [measure.run(command, dict(os.environ)) for _ in range(ROUNDS)]
    failed = next((r for r in runs if r["status"] != 0), None)
    if failed:
        return None, failed["text"].strip().splitlines()[-1:]
    return {
        key: statistics.median(r[key] for r in runs)
        for key in ("cpu", "wall", "memory")}, []


def beside(module, lines, manyi, folder):
    """Times Manyi and a peer on each of the lines of a task."""
    table = []
    print(f"{'':24} {'program':8} {'cpu s':>8} {'wall s':>8} {'MB':>7}")
    for options, peer in lines:
        label = " ".join(f"{k}={v}" for k, v in options.items())
        programs = [("manyi", c)
                    for c in module.commands(manyi, folder, **options)]
        programs.append((peer, module.peer(folder, **options)))
        for program, command in programs:
            found, note = timed(command)
            if found is None:
                print(f"{label:24} {program:8} failed: {' '.join(note)}")
                continue
            print(f"{label:24} {program:8} {found['cpu']:8.3f} "
                  f"{found['wall']:8.3f} {found['memory']:7.0f}")
            table.append({"program": program, **options, **found})
    return table


def main():
    sys.stdout.reconfigure(line_buffering=True)
    manyi, folder = sys.argv[1:3]
    chosen = sys.argv[3:] or list(TASKS)
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
    for name in chosen:
        task, lines = TASKS[name]
        module = importlib.import_module(task)
        title = getattr(module, "TITLE", (module.__doc__ or name).split("\n")[0])
        print(f"\n{name}: {title}")
        table[name] = (
            beside(module, lines, manyi, folder)
            if lines else module.run(manyi, folder, ROUNDS))
    with open(os.path.join(folder, "evaluation.json"), "w") as file:
        json.dump(table, file, indent=1)


main()
