"""The saddlepoint formula of R's pFsum with 50 digits, beside R's numbers."""
from mpmath import mp, mpf, findroot, log, sqrt, erfc

mp.dps = 50


def saddlepoint(x, weights, denominator):
    terms = [(mpf(w), 1) for w in weights]
    if denominator:
        terms.append((-x / mpf(denominator), int(float(denominator))))
        x = mpf(0)
    top = max(w for w, _ in terms)
    x, terms = x / top, [(w / top, h) for w, h in terms]
    low = max([1 / (2 * w) for w, _ in terms if w < 0], default=-len(terms) / (2 * x) if x else 0)
    high = mpf(1) / 2
    slope = lambda z: sum(h * w / (1 - 2 * z * w) for w, h in terms) - x
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if slope(middle) > 0 else (middle, high)
    zeta = (low + high) / 2
    if abs(zeta) < mpf("1e-4"):
        return None
    k = -sum(h * log(1 - 2 * zeta * w) for w, h in terms) / 2
    k2 = 2 * sum(h * (w / (1 - 2 * zeta * w)) ** 2 for w, h in terms)
    w = mp.sign(zeta) * sqrt(2 * (zeta * x - k))
    return erfc((w + log(zeta * sqrt(k2) / w) / w) / sqrt(mpf(2))) / 2


with open("weighted_chi_squares_r.csv") as file:
    rows = [line.strip().split(",") for line in file][1:]
with open("weighted_chi_squares_saddlepoint.csv", "w") as file:
    print("weights,denominator,point,satterthwaite,saddlepoint", file=file)
    for weights, denominator, point, first, second in rows:
        value = saddlepoint(mpf(float(point)), [float(w) for w in weights.split()], denominator)
        print(weights, denominator, point, first,
              first if value is None else repr(float(value)), sep=",", file=file)
