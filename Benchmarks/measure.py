"""Runs a program and tells what the system counted for it."""

import os
import signal
import subprocess
import threading
import time


def run(command, environment, output=None, limit=None):
    """Seconds of the processor and of the clock, and peak memory in MB.

    What the program prints goes to the file `output`, its complaints into
    `text`; without a file both go into `text`. A program that is not done
    after `limit` seconds is stopped: `late` says so.
    """
    printed = open(output, "wb") if output else subprocess.PIPE
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=printed, env=environment,
        stderr=subprocess.PIPE if output else subprocess.STDOUT)
    late = threading.Event()

    def stop():
        late.set()
        os.kill(process.pid, signal.SIGKILL)

    timer = threading.Timer(limit, stop) if limit else None
    if timer:
        timer.start()
    text = (process.stderr if output else process.stdout).read()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    if timer:
        timer.cancel()
    if output:
        printed.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "status": process.returncode, "late": late.is_set(),
        "cpu": usage.ru_utime + usage.ru_stime, "wall": elapsed,
        "memory": usage.ru_maxrss / 1024,
        "text": text.decode(errors="replace")}
