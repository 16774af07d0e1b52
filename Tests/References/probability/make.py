"""Distribution functions at 50 digits, rounded to the nearest Double.

    python3 make.py > expected.csv

Needs mpmath (1.3 was used). Columns: function, argument, parameters a and b,
lower = P(X <= argument), upper = P(X > argument). Quantiles are tested by
these rows too: the quantile of `lower` must give `argument` back wherever
`lower` keeps enough digits.
"""
from mpmath import mp, mpf, erfc, gammainc, betainc, sqrt, binomial

mp.dps = 60


def regularized_beta(x, a, b):
    return betainc(a, b, 0, x, regularized=True)


def normal(x):
    return erfc(-x / sqrt(2)) / 2, erfc(x / sqrt(2)) / 2


def student(x, v):
    tail = regularized_beta(v / (v + x * x), v / 2, mpf(1) / 2) / 2
    return (1 - tail, tail) if x > 0 else (tail, 1 - tail)


def chi_squared(x, k):
    return (
        gammainc(k / 2, 0, x / 2, regularized=True),
        gammainc(k / 2, x / 2, mp.inf, regularized=True),
    )


def fisher(x, d1, d2):
    return (
        regularized_beta(d1 * x / (d1 * x + d2), d1 / 2, d2 / 2),
        regularized_beta(d2 / (d1 * x + d2), d2 / 2, d1 / 2),
    )


def beta(x, a, b):
    return regularized_beta(x, a, b), regularized_beta(1 - x, b, a)


def binom(k, n, p):
    n, k = int(n), int(k)
    terms = [binomial(n, i) * p**i * (1 - p) ** (n - i) for i in range(n + 1)]
    return sum(terms[: k + 1]), sum(terms[k + 1 :])


def emit(name, function, x, a=0.0, b=0.0, count=1):
    arguments = [mpf(x), mpf(a), mpf(b)][:count]
    lower, upper = function(*arguments)
    print(f"{name},{x!r},{a!r},{b!r},{float(lower)!r},{float(upper)!r}")


print("function,argument,a,b,lower,upper")
for x in [-37.0, -20.0, -8.0, -3.5, -1.959963984540054, -1.0, -0.1, 0.0,
          0.25, 1.0, 2.5758, 5.0, 8.0, 20.0, 37.0]:
    emit("normal", normal, x)
for v in [1.0, 2.0, 3.0, 7.5, 14.0, 39.0, 197.0, 1000.0, 73420.0]:
    for x in [-50.0, -6.0, -2.0, -0.3, 0.01, 0.7, 1.9720790337785, 4.0, 30.0]:
        emit("student", student, x, v, count=2)
for k in [1.0, 2.0, 3.5, 10.0, 49.0, 300.0]:
    for x in [0.001, 0.5, 1.0, 5.0, 20.0, 60.0, 250.0, 420.0]:
        emit("chi-squared", chi_squared, x, k, count=2)
for d1, d2 in [(1.0, 1.0), (1.0, 40.0), (2.0, 197.0), (5.5, 3.2),
               (249.0, 996.0), (2435.0, 9740.0)]:
    for x in [0.01, 0.5, 0.93, 1.0, 1.1, 3.0, 25.0]:
        emit("fisher", fisher, x, d1, d2, count=3)
for a, b in [(0.5, 0.5), (1.0, 3.0), (2.5, 7.25), (20.0, 10.0),
             (4.0, 180.0), (1268.0, 12.0)]:
    for x in [0.001, 0.02, 0.25, 0.5, 0.75, 0.98, 0.999]:
        emit("beta", beta, x, a, b, count=3)
for n, p in [(1.0, 0.5), (29.0, 0.69), (100.0, 0.001), (183.0, 0.0218),
             (400.0, 0.97)]:
    for k in [0.0, 1.0, 4.0, 20.0, 28.0, 150.0, 390.0]:
        if k < n:
            emit("binomial", binom, k, n, p, count=3)
