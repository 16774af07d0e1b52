"""Times reading one survey file into typed columns, Manyi beside its peers.

    bench_import.py FOLDER-OF-PROGRAMS FILE FOLDER

Every reader gets a process of its own; the readers take turns, so that a
machine that becomes slower does so for all of them. Processor seconds (user
and system), elapsed seconds and peak memory are those that the system counted
for the finished process. Processes that only start and import the library are
timed as well and taken off the processor seconds of the Python and R peers.
"""

import json
import os
import shutil
import statistics
import sys

import measure

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))

POLARS = """
import polars as pl, sys
if len(sys.argv) > 1:
    frame = pl.read_csv(sys.argv[1], try_parse_dates=True)
    print(len(frame))
"""
DUCKDB = """
import duckdb, sys
if len(sys.argv) > 1:
    base = duckdb.connect()
    base.execute("set threads = 2")
    base.execute("create table t as select * from read_csv(?)", [sys.argv[1]])
    print(base.execute("select count(*) from t").fetchone()[0])
"""
ARROW = """
import pyarrow.csv, sys
if len(sys.argv) > 1:
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    print(len(pyarrow.csv.read_csv(sys.argv[1], parse_options=options)))
"""
PANDAS = """
import pandas, sys
if len(sys.argv) > 1:
    print(len(pandas.read_csv(sys.argv[1], parse_dates=["day"])))
"""
TABLE = """
suppressMessages(library(data.table)); setDTthreads(2)
arguments <- commandArgs(TRUE)
if (length(arguments)) cat(nrow(fread(arguments[1], showProgress = FALSE)))
"""


def run(command, environment):
    """What was measured, or nothing for a program that failed."""
    found = measure.run(command, environment)
    if found["status"] != 0:
        print(found["text"][-400:], file=sys.stderr)
        return None
    return found


def main():
    programs, path, folder = sys.argv[1:4]
    environment = dict(os.environ, POLARS_MAX_THREADS="2", OMP_NUM_THREADS="2")
    python = sys.executable
    readers = {
        "counting line feeds": ([f"{programs}/count-line-feeds"], None),
        "Manyi": ([f"{programs}/read-table", "--no-hash"], None),
        "Manyi with SHA-256": ([f"{programs}/read-table"], None),
    }
    peers = {"Polars": POLARS, "DuckDB": DUCKDB, "Arrow": ARROW,
             "pandas": PANDAS}
    for name, text in peers.items():
        script = os.path.join(folder, f"read_{name.lower()}.py")
        with open(script, "w") as file:
            file.write(text)
        readers[name] = ([python, script], [python, script])
    if shutil.which("Rscript"):
        script = os.path.join(folder, "read_table.R")
        with open(script, "w") as file:
            file.write(TABLE)
        readers["data.table"] = (["Rscript", script], ["Rscript", script])
    runs = {name: [] for name in readers}
    starts = {}
    for name, (_, start) in readers.items():
        if start:
            found = [run(start, environment) for _ in range(3)]
            if None in found:
                print(f"left out: {name} (cannot be started)")
                runs.pop(name)
            else:
                starts[name] = statistics.median(f["cpu"] for f in found)
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass
    for _ in range(ROUNDS):
        for name in list(runs):
            result = run(readers[name][0] + [path], environment)
            if result is None:
                print(f"left out: {name} (ended with an error)")
                runs.pop(name)
            else:
                runs[name].append(result)
    size = os.path.getsize(path) / 1e6
    print(f"\n{path}: {size:,.0f} MB, {os.cpu_count()} cores, "
          f"medians of {ROUNDS} runs in turn")
    print(f"{'reader':22}{'CPU s':>8}{'elapsed':>9}{'peak MB':>9}"
          f"{'of file':>9}{'CPU : Manyi':>13}")

    def cpu(name):
        seconds = statistics.median(r["cpu"] for r in runs[name])
        return max(0.0, seconds - starts.get(name, 0.0))

    own = cpu("Manyi")
    table = {}
    for name, found in runs.items():
        wall = statistics.median(r["wall"] for r in found)
        memory = statistics.median(r["memory"] for r in found)
        table[name] = {"cpu": cpu(name), "wall": wall, "memory_mb": memory}
        print(f"{name:22}{cpu(name):8.2f}{wall:9.2f}{memory:9.0f}"
              f"{memory * 1.048576 / size:9.2f}{cpu(name) / own:13.2f}")
    with open(os.path.join(folder, "import.json"), "w") as file:
        json.dump(table, file, indent=1)


main()
