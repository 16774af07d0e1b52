#!/usr/bin/env python3
"""Makes answers.csv; nothing in it is real.

    python3 generate.py            writes the file beside this script
    python3 generate.py FOLDER     writes it into FOLDER

The only source of chance is the small generator below, so the bytes do not
depend on the version of Python. Only additions, multiplications and floors of
numbers are used: no function whose last digit a library may change.
"""

import os
import sys

SEED = 20260912
MASK = (1 << 64) - 1
DISTRICTS = 10
COMMUNITIES = 8
SAMPLE = 20
QUESTIONS = 10


class Random:
    """SplitMix64 (Steele, Lea and Flood 2014)."""

    def __init__(self, seed):
        self.state = seed & MASK

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def unit(self):
        return (self.bits() >> 11) / 9007199254740992.0

    def bell(self):
        """About normal: the sum of twelve uniform numbers less six."""
        return sum(self.unit() for _ in range(12)) - 6.0

    def choose(self, shares):
        point = self.unit() * sum(shares)
        for index, share in enumerate(shares):
            point -= share
            if point < 0:
                return index + 1
        return len(shares)


def answer(value):
    for cut, code in ((1.6, 1), (2.4, 2), (3.3, 3), (4.2, 4)):
        if value < cut:
            return code
    return 5


def main():
    random = Random(SEED)
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(
        os.path.abspath(__file__))
    names = ["id", "district", "community", "weight", "sex", "age",
             "education", "registration", "contact"]
    names += [f"q{number}" for number in range(1, QUESTIONS + 1)]
    lines = [",".join(names)]
    lift = [0.25 * random.bell() for _ in range(DISTRICTS)]
    person = 0
    for district in range(1, DISTRICTS + 1):
        size = 0.5 + 2.0 * random.unit()
        for community in range(1, COMMUNITIES + 1):
            mood = 0.25 * random.bell()
            for _ in range(SAMPLE):
                person += 1
                sex = random.choose([48, 52])
                age = random.choose([14, 24, 22, 20, 20])
                education = random.choose([22, 33, 28, 17])
                registration = random.choose([70, 30])
                contact = random.choose([20, 30, 50])
                weight = size * (0.7 + 0.15 * sex + 0.05 * (6 - age)
                                 + 0.3 * random.unit())
                row = [f"R{person:04d}", district, district * 100 + community,
                       f"{weight:.4f}", sex, age, education, registration,
                       contact]
                taste = 0.5 * random.bell()
                for number in range(1, QUESTIONS + 1):
                    value = 3.5 + 0.15 * (number % 3) + mood + taste
                    value += lift[district - 1] * (1 + number % 2)
                    if number % 2:
                        value += 0.12 * (age - 3)
                    if number in (3, 7):
                        value += 0.3 * (sex == 2)
                    if number in (2, 5, 9):
                        value -= 0.35 * (registration == 2)
                    if number in (4, 10):
                        value += 0.3 * (contact == 1)
                    value += 0.8 * random.bell()
                    missing = random.unit() < (0.25 if number == 10 else 0.03)
                    row.append("" if missing else answer(value))
                lines.append(",".join(str(field) for field in row))
    with open(os.path.join(folder, "answers.csv"), "w", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
