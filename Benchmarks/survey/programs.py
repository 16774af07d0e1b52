"""Manyi, svy and R survey, each started the same way: a task, a file, a
result, and what the system counted."""

import json
import os
import shutil
import sys

import manyi_tasks
import measure

HERE = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = dict(
    os.environ, POLARS_MAX_THREADS="2", RAYON_NUM_THREADS="2",
    OMP_NUM_THREADS="2", OPENBLAS_NUM_THREADS="2")
# Seconds of the clock after which a program is stopped.
LIMITS = {"Manyi": 600, "svy": 600,
          "R survey": float(os.environ.get("BENCH_R_LIMIT", "120"))}


def found(manyi):
    """The programs that are there, and the names of those that are not."""
    here, missing = [], []
    for name, start in starts(manyi).items():
        works = shutil.which(start[0]) is not None and measure.run(
            start, ENVIRONMENT)["status"] == 0
        (here if works else missing).append(name)
    return here, missing


def starts(manyi):
    """What only starts a program and loads what it needs."""
    return {
        "Manyi": [manyi, "--version"],
        "svy": [sys.executable, os.path.join(HERE, "peer_svy.py")],
        "R survey": ["Rscript", os.path.join(HERE, "peer_r.R")]}


def run(program, manyi, task, path, result, part, supplied=False):
    """What was measured; `note` says why there is nothing to measure."""
    if program == "Manyi":
        return run_manyi(manyi, task, path, result, supplied)
    command = starts(manyi)[program] + [task, path, result]
    if program == "R survey" and part:
        command.append(part)
    measured = measure.run(command, ENVIRONMENT, limit=LIMITS[program])
    return noted(measured, program)


def noted(measured, program):
    if measured["late"]:
        measured["note"] = f"not run: over {LIMITS[program]:g} s"
    elif measured["status"] != 0:
        lines = measured["text"].strip().splitlines() or ["no message"]
        measured["note"] = f"ended with an error: {lines[-1][:160]}"
    return measured


def run_manyi(manyi, task, path, result, supplied):
    """The commands of a task one after the other; times are added."""
    total = {"cpu": 0.0, "wall": 0.0, "memory": 0.0}
    numbers = {}
    for kind, settings, prefix in manyi_tasks.commands(task, path, supplied):
        command = [manyi, "analyze", kind, path, "--json"]
        for setting in settings:
            command += ["--set", setting]
        printed = result + ".json"
        measured = noted(
            measure.run(command, ENVIRONMENT, printed, LIMITS["Manyi"]),
            "Manyi")
        if "note" in measured:
            return measured | {"note": reason(printed, measured["note"])}
        total["cpu"] += measured["cpu"]
        total["wall"] += measured["wall"]
        total["memory"] = max(total["memory"], measured["memory"])
        numbers |= manyi_tasks.numbers(manyi_tasks.load(printed), prefix)
    with open(result, "w") as file:
        for name, number in numbers.items():
            file.write(f"{name}\t{number!r}\n")
    return total


def reason(printed, otherwise):
    """Why the command did not do it."""
    try:
        answer = manyi_tasks.load(printed)
    except (OSError, json.JSONDecodeError):
        return otherwise
    refused = manyi_tasks.refusal(answer)
    if refused:
        return f"not available yet: {refused}"
    messages = [one["message"] for one in answer["diagnostics"]
                if one["severity"] == "error"]
    return f"ended with an error: {messages[0]}" if messages else otherwise
