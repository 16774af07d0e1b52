"""Checks the pages of a report in headless Chromium.

It talks to the browser over a pipe and needs nothing but Python's standard
library. Called by Scripts/browser-test.sh.
"""

import base64
import json
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, unquote

PROBE = Path(__file__).with_name("browser-probe.js").read_text("utf-8")
WIDTHS = (360, 768, 1440)
failures = []


def check(holds, page, what):
    if not holds:
        failures.append(f"{page}: {what}")
        print(f"FAIL  {page}: {what}")


class Browser:
    """One tab, driven over the pipe of the remote debugging protocol."""

    def __init__(self, program, work):
        to_browser, self.out = os.pipe()
        self.into, from_browser = os.pipe()
        # The browser reads what it is told at 3 and answers at 4.
        def descriptors():
            a, b = os.dup(to_browser), os.dup(from_browser)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.process = subprocess.Popen(
            [
                program, "--headless=new", "--no-sandbox", "--disable-gpu",
                "--remote-debugging-pipe", "--no-first-run",
                "--disable-extensions", "--disable-background-networking",
                "--hide-scrollbars", f"--user-data-dir={work}/profile",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=descriptors, close_fds=False)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")
        self.session = self.call(
            "Target.attachToTarget", targetId=target["targetId"],
            flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def read(self, limit):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.into], [], [], limit)
            if not ready:
                raise TimeoutError("the browser does not answer")
            part = os.read(self.into, 1 << 20)
            if not part:
                raise EOFError("the browser has ended")
            self.buffer += part
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            # A long page takes a loaded machine a while to print.
            answer = self.read(120)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, path, fragment=""):
        """Opens a page anew, also when only the fragment differs."""
        self.call("Page.navigate", url="about:blank")
        self.events = []
        url = "file://" + quote(str(path)) + fragment
        self.call("Page.navigate", url=url)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            # The blank page is complete too, until it is left.
            if self.value(
                "location.href!=='about:blank'&&"
                "document.readyState==='complete'"
            ):
                break
            time.sleep(0.02)
        return url

    def value(self, expression):
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"])[:600])
        return answer["result"].get("value")

    def key(self, name, code):
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name,
                windowsVirtualKeyCode=code, text="\r" if code == 13 else "")

    def size(self, width):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900,
            deviceScaleFactor=1, mobile=False)

    def scheme(self, name):
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": name}])

    def complaints(self, url):
        """Messages on the console, and requests beyond the page itself."""
        found = []
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                found.append(str(parameters["exceptionDetails"])[:300])
            elif method == "Runtime.consoleAPICalled":
                found.append(f"console: {parameters.get('args')}"[:300])
            elif method == "Log.entryAdded":
                found.append(parameters["entry"]["text"][:300])
            elif method == "Network.requestWillBeSent":
                asked = parameters["request"]["url"]
                if asked.split("#")[0] not in (
                    url.split("#")[0], "about:blank"
                ) and not asked.startswith("data:"):
                    found.append(f"request of {asked[:200]}")
        return found

    def close(self):
        try:
            self.call("Browser.close")
        except (EOFError, TimeoutError, RuntimeError, OSError):
            pass
        self.process.wait(10)


def check_page(browser, folder, name):
    path = folder / name
    url = browser.open(path)
    for width in WIDTHS:
        browser.size(width)
        wide = browser.value("document.documentElement.scrollWidth")
        check(wide <= width, name, f"is {wide} pixels wide at {width}")
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        for fault in browser.value(f"({PROBE})('contrast')"):
            check(False, name, f"{scheme}: {fault}")
    browser.scheme("light")
    for fault in browser.value(f"({PROBE})('structure')"):
        check(False, name, fault)
    for message in browser.complaints(url):
        check(False, name, message)


def check_links(browser, folder, name):
    for link in browser.value(
        "Array.from(document.querySelectorAll('a[href]'),"
        "a=>a.getAttribute('href'))"
    ):
        if re.match(r"[a-z]+:|#", link):
            continue
        target = (folder / name).parent / unquote(link.split("#")[0])
        check(target.exists(), name, f"links to {link}, which is not there")


def check_sorting(browser, folder, name):
    browser.open(folder / name)
    states = browser.value(f"({PROBE})('sort')")
    check(states is not None, name, "has no table to sort")
    for fault in states or []:
        check(False, name, fault)


def check_highlight(browser, folder, name, has_units):
    browser.open(folder / name)
    browser.size(1440)
    if not has_units and not browser.value(
        "!!document.getElementById('unit')"
    ):
        return
    unit = browser.value(
        "(document.querySelectorAll('#unit option')[1]||{}).value")
    check(unit, name, "has no unit to highlight")
    if not unit:
        return
    browser.value("document.getElementById('unit').focus()")
    browser.key("ArrowDown", 40)
    time.sleep(0.1)
    count = "document.querySelectorAll('.on').length"
    shown = browser.value(count)
    check(shown > 1, name, f"shows {shown} marks of {unit} by the keyboard")
    hash_ = browser.value("decodeURIComponent(location.hash)")
    check(hash_ == f"#unit={unit}", name, f"keeps {hash_!r} for {unit}")
    browser.key("Escape", 27)
    check(browser.value(count) == 0, name, "Escape leaves marks")
    browser.open(folder / name, "#unit=" + quote(unit))
    check(
        browser.value(count) == shown, name,
        "shows another number of marks when opened with the fragment")


def check_search(browser, folder, name):
    browser.open(folder / name)
    faults = browser.value(f"({PROBE})('search')")
    for fault in faults:
        check(False, name, fault)


def check_paper(browser, folder, name, least, most, work):
    browser.open(folder / name)
    # Wide tables are divided for the printer, and whole again afterwards.
    browser.value("dispatchEvent(new Event('beforeprint'))")
    wide = browser.value(
        "Array.from(document.querySelectorAll('.part table')).filter(t=>"
        "t.rows.length&&Math.max(...Array.from(t.rows).map(r=>"
        "Array.from(r.cells).reduce((n,c)=>n+c.colSpan,0)))<2).length")
    check(wide == 0, name, f"has {wide} parts of tables without columns")
    browser.value("dispatchEvent(new Event('afterprint'))")
    left = browser.value("document.querySelectorAll('.part,.whole').length")
    check(left == 0, name, f"keeps {left} parts of tables after printing")
    data = base64.b64decode(
        browser.call(
            "Page.printToPDF", preferCSSPageSize=True,
            printBackground=False)["data"])
    (work / (Path(name).stem + ".pdf")).write_bytes(data)
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    print(f"      {name}: {pages} pages on paper")
    check(
        least <= pages <= most, name,
        f"has {pages} pages on paper, not {least} to {most}")


def main():
    program, folder, work = sys.argv[1], Path(sys.argv[2]).resolve(), sys.argv[3]
    # Whether the report is known to have units in several charts.
    has_units = "units" in sys.argv[4:]
    begun = time.monotonic()
    browser = Browser(program, work)
    try:
        reports = sorted(
            path.name for path in folder.glob("report*.html"))
        check(reports, str(folder), "holds no report")
        cards = sorted((folder / "cards").glob("*.html"))
        lists = [
            path for path in cards if path.name.split(".")[0] in
            ("index", "sheet")
        ]
        some = [path for path in cards if path not in lists][:4]
        tables = sorted((folder / "tables").glob("*.html"))[:2]
        others = [
            str(path.relative_to(folder)) for path in lists + some + tables
        ]
        for name in reports + others:
            check_page(browser, folder, name)
            check_links(browser, folder, name)
        for name in reports:
            check_sorting(browser, folder, name)
            check_highlight(browser, folder, name, has_units)
            check_paper(browser, folder, name, 3, 90, Path(work))
        for path in lists:
            check_search(browser, folder, str(path.relative_to(folder)))
        for path in some[:2]:
            name = str(path.relative_to(folder))
            check_paper(browser, folder, name, 1, 4, Path(work))
    finally:
        browser.close()
    seconds = time.monotonic() - begun
    if failures:
        print(f"{len(failures)} faults")
        return 1
    print(f"ok    {len(reports + others)} pages in {seconds:.0f} s")
    return 0


sys.exit(main())
