"""Runs a program and tells what the system counted for it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time


def run(command, environment, output=None, limit=None):
    """Seconds of the processor and of the clock, and peak memory in MB.

    What the program prints goes to the file `output`, its complaints into
    `text`; without a file both go into `text`. A program that is not done
    after `limit` seconds is stopped: `late` says so.

    The system counts the memory of whoever starts a program as the program's
    own peak, and a benchmark that has read a large result is large. So this
    file is started anew, and that small process starts the program: a peak
    below its own 10 MB cannot be told.
    """
    printed = open(output, "wb") if output else subprocess.PIPE
    counted, counts = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", os.path.abspath(__file__), str(counts),
         str(limit or 0), *command],
        stdout=printed, env=environment, pass_fds=[counts],
        stderr=subprocess.PIPE if output else subprocess.STDOUT)
    os.close(counts)
    text = (process.stderr if output else process.stdout).read()
    with open(counted, "rb") as file:
        found = json.loads(file.read())
    process.wait()
    if output:
        printed.close()
    return found | {"text": text.decode(errors="replace")}


def count(counts, limit, command):
    """Runs a program and writes what was counted to an open file."""
    begin = time.perf_counter()
    try:
        process = subprocess.Popen(command, close_fds=True)
    except OSError as problem:
        print(problem, file=sys.stderr)
        report(counts, status=127, late=False, cpu=0, wall=0, memory=0)
        return
    late = threading.Event()

    def stop():
        late.set()
        os.kill(process.pid, signal.SIGKILL)

    timer = threading.Timer(limit, stop) if limit else None
    if timer:
        timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    if timer:
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    report(
        counts, status=process.returncode, late=late.is_set(),
        cpu=usage.ru_utime + usage.ru_stime, wall=elapsed,
        memory=usage.ru_maxrss / 1024)


def report(counts, **found):
    with open(counts, "w") as file:
        json.dump(found, file)


if __name__ == "__main__":
    count(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:])
