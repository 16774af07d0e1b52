"""Upper tails of weighted sums of chi-squares and of their ratios to another,
with 60 digits, by Ruben's (1962) series of chi-square tails. mpmath 1.3."""
from mpmath import mp, mpf, gammainc, betainc

mp.dps = 60


def tail(x, weights, degrees, denominator):
    """P(sum w_i chi2(h_i) > x), or with a denominator > x chi2(d)/d."""
    least = min(weights)
    total = sum(degrees)
    ratios = [1 - least / w for w in weights]
    coefficient = mpf(1)
    for w, h in zip(weights, degrees):
        coefficient *= (least / w) ** (mpf(h) / 2)
    coefficients, powers = [coefficient], [None]
    result, mass = mpf(0), mpf(0)
    k = 0
    while True:
        a, half = coefficients[k], (mpf(total) + 2 * k) / 2
        if denominator is None:
            upper = gammainc(half, x / least / 2, regularized=True)
        else:
            # P(chi2(2*half)/chi2(d) > z) with z = x/(least*d)
            z = x / least / denominator
            upper = betainc(
                mpf(denominator) / 2, half, 0, 1 / (1 + z), regularized=True)
        result += a * upper
        mass += a
        if 1 - mass < mpf(10) ** -40:
            return result
        k += 1
        powers.append(sum(h * r**k for h, r in zip(degrees, ratios)))
        coefficients.append(
            sum(powers[k - j] * coefficients[j] for j in range(k)) / (2 * k))


CASES = [
    ([1], [1]), ([2.5], [7]), ([1, 1, 1], [1, 1, 1]), ([3, 1], [1, 1]),
    ([3, 1], [2, 2]), ([1.9, 1.2, 0.4], [1, 1, 1]),
    ([6, 3, 1], [1, 2, 3]), ([1.1, 1.05, 1, 0.9, 0.85], [1] * 5),
]
SHARES = [0.05, 0.3, 0.9, 1.0, 1.2, 2, 4, 10, 30]
with open("weighted_chi_squares.csv", "w") as file:
    print("weights,degrees,denominator,point,upper", file=file)
    for weights, degrees in CASES:
        mean = sum(w * h for w, h in zip(weights, degrees))
        for denominator in [None, 1, 4.5, 30, 360.248]:
            for share in SHARES:
                x = mean * share
                value = tail(
                    mpf(x), [mpf(w) for w in weights], degrees,
                    None if denominator is None else mpf(denominator))
                print(
                    " ".join(map(repr, weights)), " ".join(map(str, degrees)),
                    "" if denominator is None else repr(denominator), repr(x),
                    repr(float(value)), sep=",", file=file)
