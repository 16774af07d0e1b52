#!/usr/bin/env python3
"""Writes Sources/SVG/WidthTable.swift.

Usage: make-width-table.py char_widths_milliem.csv > Sources/SVG/WidthTable.swift

The CSV has the widths of characters in four fonts and their maximum, in
thousandths of an em. The ranges of wide and ambiguous characters come from
the Unicode data of this Python.
"""
import csv
import sys
import unicodedata

rows = []
with open(sys.argv[1], encoding="utf-8") as file:
    for row in csv.DictReader(file):
        rows.append((int(row["codepoint"][2:], 16), int(row["max"])))
rows.sort()


def ranges(kinds, skip):
    found = []
    for code in range(0xA0, 0x40000):
        kind = unicodedata.east_asian_width(chr(code))
        category = unicodedata.category(chr(code))
        if category == "Cn":  # unassigned: wide in planes 2 and 3 only
            kind = "W" if code >= 0x20000 else "N"
        if kind in kinds and category not in skip:
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return found


def wrapped(words, width=74):
    lines, line = [], ""
    for word in words:
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return lines + [line]


def literal(name, about, words):
    print(f"  /// {about}")
    print(f'  static let {name} = """')
    for line in wrapped(words):
        print(f"    {line}")
    print('    """')


def hexes(found):
    return [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found]


print("// Written by Scripts/make-width-table.py; do not edit.")
print()
print("/// Widths of characters, as compact texts.")
print("enum WidthTable {")
literal("maxima", "Code point (hexadecimal) and widest form in 1/1000 em.",
        [f"{code:x}={width}" for code, width in rows])
print()
literal("wide", "Ranges of wide and full-width characters (UAX #11 W, F).",
        hexes(ranges({"W", "F"}, set())))
print()
literal("ambiguous",
        "Ranges of ambiguous characters (UAX #11 A) that are not marks.",
        hexes(ranges({"A"}, {"Mn", "Me", "Co", "Cf"})))
print("}")
