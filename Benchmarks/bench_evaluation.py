"""Times evaluations beside their peers.

    bench_evaluation.py MANYI FOLDER [TASK…]

A task is a module of Benchmarks/evaluation with `commands(manyi, folder)` and
`peer(folder)`. Each program is run BENCH_ROUNDS times (3) in turn; printed are
the medians of the processor's seconds, of the clock's, and the peak memory.
"""

import importlib
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "evaluation"))

import measure

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
TASKS = {
    "office": [("office", {}, "pymcdm")],
    "matrix": [("matrix", {}, "numpy"), ("matrix", {"draws": 100}, "numpy")],
    "sobol": [("sobol", {}, "numpy")],
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


def main(manyi, folder, names):
    print(f"{'task':24} {'program':8} {'cpu s':>8} {'wall s':>8} {'MB':>7}")
    for name in names or TASKS:
        for module, options, peer in TASKS[name]:
            task = importlib.import_module(module)
            label = name + "".join(f" {k}={v}" for k, v in options.items())
            programs = [("manyi", c)
                        for c in task.commands(manyi, folder, **options)]
            programs.append((peer, task.peer(folder, **options)))
            for program, command in programs:
                found, note = timed(command)
                if found is None:
                    print(f"{label:24} {program:8} failed: {' '.join(note)}")
                    continue
                print(f"{label:24} {program:8} {found['cpu']:8.3f} "
                      f"{found['wall']:8.3f} {found['memory']:7.0f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
