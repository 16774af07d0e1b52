"""Made-up rows for the tests of case mix: python3 casemix.py > casemix.csv"""

state = 20260105


def bits():
    global state
    mask = (1 << 64) - 1
    state = (state + 0x9E3779B97F4A7C15) & mask
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    return z ^ (z >> 31)


print("unit,category,complexity,solved,peer")
for unit in range(1, 7):
    for _ in range(20 + 15 * unit):
        category = "abc"[bits() % 3]
        hard = bits() % 10 < 2 + unit
        chance = 90 - 12 * "abc".index(category) - (25 if hard else 0)
        solved = bits() % 100 < chance - (15 if unit == 2 else 0)
        print(f"U{unit},{category},{'complex' if hard else 'normal'},"
              f"{int(solved)},{'P' if unit < 4 else 'Q'}")
