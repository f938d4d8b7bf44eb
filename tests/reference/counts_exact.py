"""Roots and tails in 40 digits, by the definition, for what R solves too coarsely.

Needs mpmath. Run from this folder by regenerate.sh; writes counts_exact.csv.
"""
import csv
import math

from mpmath import mp, mpf, binomial, exp, inf, log, loggamma, log10, nsum, sqrt, erfinv
import mpmath

mp.dps = 40
SOURCE = f"mpmath {mpmath.__version__}, 40 digits"
rows = []


def put(method, inputs, expected, call):
    text = lambda x: "undefined" if x is None else repr(float(x))
    rows.append([method, " ".join(repr(x) for x in inputs), " ".join(map(text, expected)),
                 f"{call}; {SOURCE}"])


def root(f, low, high):
    """Where the increasing or decreasing f changes its sign, by bisection and secants."""
    low, high = mpf(low), mpf(high)
    at_low, at_high = f(low), f(high)
    if at_low == 0:
        return low
    if at_high == 0:
        return high
    assert (at_low > 0) != (at_high > 0), (low, high, at_low, at_high)
    side = 0
    for step in range(400):
        if step % 3 == 2 or abs(at_low) == inf or abs(at_high) == inf:
            middle = (low + high) / 2
        else:
            middle = (low * at_high - high * at_low) / (at_high - at_low)
        at = f(middle)
        if at == 0 or abs(high - low) <= abs(middle) * mpf(10) ** -28:
            return middle
        if (at > 0) == (at_low > 0):
            low, at_low = middle, at
            if side == -1:
                at_high /= 2
            side = -1
        else:
            high, at_high = middle, at
            if side == 1:
                at_low /= 2
            side = 1
    raise RuntimeError("no convergence")


def tail_error(level):
    # The double that the program sees, not the decimal that was written.
    return (1.0 - level) / 2.0


def quantile(level):
    return sqrt(2) * erfinv(1 - 2 * mpf(tail_error(level)))


# Proportions: the mid-p interval.
def pmf(n, p):
    return [binomial(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


for level in (0.95, 0.9):
    e = mpf(tail_error(level))
    for x, n in [(81, 263), (15, 148), (0, 20), (1, 29), (29, 29), (0, 1), (1, 1), (1, 2), (5, 10), (10, 10), (3, 466)]:
        def upper(p):
            d = pmf(n, p)
            return sum(d[x + 1:]) + d[x] / 2 - e
        def lower(p):
            d = pmf(n, p)
            return sum(d[:x]) + d[x] / 2 - e
        put("mid_p", [x, n, level], [0 if x == 0 else root(upper, 0, 1), 1 if x == n else root(lower, 0, 1)],
            "P(X>x)+P(X=x)/2")


def tables():
    with open("counts_tables.csv", newline="") as file:
        for row in csv.DictReader(file):
            yield tuple(int(row[k]) for k in "abcd")


def weights(a, b, c, d):
    n1, n2, m = a + b, c + d, a + c
    return {k: binomial(n1, k) * binomial(n2, m - k) for k in range(max(0, m - n2), min(n1, m) + 1)}


def odds_ratios(a, b, c, d, level):
    w = weights(a, b, c, d)
    ks = sorted(w)
    e = mpf(tail_error(level))

    def mean(theta, value):
        total = part = mpf(0)
        power = mpf(1)
        for k in ks:
            here = w[k] * power
            total += here
            part += here * value(k)
            power *= theta
        return part / total

    def solve(f):
        # f of the logarithm changes its sign between -60 and 60.
        return exp(root(lambda l: f(exp(l)), -60, 60))

    inputs = [a, b, c, d, level]
    estimate = 0 if a == ks[0] else inf if a == ks[-1] else solve(lambda t: mean(t, lambda k: k - a))
    for name, share in (("conditional_exact", 1), ("conditional_mid_p", mpf(1) / 2)):
        low = 0 if a == ks[0] else solve(lambda t: mean(t, lambda k: 1 if k > a else share if k == a else 0) - e)
        high = inf if a == ks[-1] else solve(lambda t: mean(t, lambda k: 1 if k < a else share if k == a else 0) - e)
        put(name, inputs, [estimate, low, high], "roots of the noncentral hypergeometric tails")

    # Baptista-Pike: the p-value by its definition, from a fine grid inward.
    lnw = {k: float(log(w[k])) for k in ks}

    def rejected(l):
        f = {k: lnw[k] + k * l for k in ks}
        top = max(f.values())
        total = sum(math.exp(v - top) for v in f.values())
        p = sum(math.exp(v - top) for k, v in f.items() if v <= f[a] + 1e-12) / total
        return p - 0.5 * math.exp(f[a] - top) / total < 2 * tail_error(level)

    def limit(sign):
        if (a == ks[0] and sign < 0) or (a == ks[-1] and sign > 0):
            return 0 if sign < 0 else inf
        center = float(log(estimate)) if 0 < estimate < inf else 0.0
        if rejected(center):
            center = next(x * s / 50 for x in range(2000) for s in (1, -1) if not rejected(x * s / 50))
        far = center + sign * 1.0
        while not rejected(far) or not rejected(far + sign * 2) or not rejected(far + sign * 5):
            far += sign
        steps = 20000
        for i in range(steps + 1):
            l = far + (center - far) * i / steps
            if not rejected(l):
                break
        out, inside = (far + (center - far) * (i - 1) / steps), l
        for _ in range(80):
            middle = (out + inside) / 2
            if rejected(middle):
                out = middle
            else:
                inside = middle
        # Polish: a jump (two counts as likely) or a root, in 40 digits.
        best = None
        for k in ks:
            if k != a:
                jump = (log(w[k]) - log(w[a])) / (a - k)
                if abs(jump - inside) < 1e-9:
                    best = jump
        if best is None:
            less = {k for k in ks if lnw[k] + k * inside <= lnw[a] + a * inside + 1e-12}
            g = lambda l: mean(exp(l), lambda k: (mpf(1) / 2 if k == a else 1) if k in less else 0) - 2 * e
            best = root(g, inside - 1e-7, inside + 1e-7)
        return exp(best)

    sample = inf if b * c == 0 else mpf(a * d) / (b * c)
    put("baptista_pike_mid_p", inputs, [sample, limit(-1), limit(1)], "sum of f<=f0 less f0/2 equals 1-level")


def risk_difference(a, b, c, d, level):
    """Miettinen-Nurminen by maximizing the likelihood itself."""
    n1, n2 = a + b, c + d
    n, z = n1 + n2, quantile(level)

    def risk(delta):
        low, high = max(mpf(0), -delta), min(mpf(1), 1 - delta)
        part = lambda x, p: mpf(0) if x == 0 else (x / p if p > 0 else inf)
        slope = lambda p: part(a, p + delta) - part(b, 1 - p - delta) + part(c, p) - part(d, 1 - p)
        if low >= high or slope(low) <= 0:
            return low
        if slope(high) >= 0:
            return high
        for _ in range(105):
            middle = (low + high) / 2
            if slope(middle) > 0:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    value = mpf(a) / n1 - mpf(c) / n2

    def excess(delta, sign):
        p = risk(delta)
        q = p + delta
        return sign * (value - delta) - z * sqrt(max(0, q * (1 - q) / n1 + p * (1 - p) / n2) * n / (n - 1))

    low = mpf(-1) if value == -1 else root(lambda x: excess(x, 1), -1, value - mpf(10) ** -12)
    high = mpf(1) if value == 1 else root(lambda x: excess(x, -1), value + mpf(10) ** -12, 1)
    put("miettinen_nurminen", [a, b, c, d, level], [value, low, high], "score test inverted, likelihood maximized")


def risk_ratio(a, b, c, d, level):
    n1, n2, z = a + b, c + d, quantile(level)
    if a + c == 0:
        put("koopman", [a, b, c, d, level], [None], "no events")
        return

    def excess(l, a, n1, c, n2):
        t = exp(l)
        linear = n1 * t + a + n2 + c * t
        p = (linear - sqrt(linear**2 - 4 * (n1 + n2) * t * (a + c))) / (2 * (n1 + n2) * t)
        q = t * p
        return mpf(a) / n1 - t * mpf(c) / n2 - z * sqrt(max(0, q * (1 - q) / n1 + t * t * p * (1 - p) / n2))

    def lower(a, n1, c, n2):
        if a == 0:
            return mpf(0)
        high = mpf(40) if c == 0 else log(mpf(a) * n2 / n1 / c) - mpf(10) ** -12
        return exp(root(lambda l: excess(l, a, n1, c, n2), -40, high))

    high = lower(c, n2, a, n1)
    put("koopman", [a, b, c, d, level],
        [inf if c == 0 else mpf(a) * n2 / n1 / c, lower(a, n1, c, n2), inf if high == 0 else 1 / high],
        "score test inverted")


for a, b, c, d in tables():
    for level in (0.95, 0.9):
        risk_difference(a, b, c, d, level)
        risk_ratio(a, b, c, d, level)
        if a + b + c + d <= 5000:
            if 0 < a + c < a + b + c + d:
                odds_ratios(a, b, c, d, level)
            else:
                for name in ("conditional_exact", "conditional_mid_p", "baptista_pike_mid_p"):
                    put(name, [a, b, c, d, level], [None], "empty margin")

# Tails far below the range of a double, as log10.
for a, b, c, d in [(1000, 0, 0, 1000), (2000, 500, 100, 2400), (700, 100, 30, 900), (600000, 20000, 100000, 280000)]:
    n1, n2, m = a + b, c + d, a + c
    lnc = lambda n, k: loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)
    prob = lambda k: exp(lnc(n1, k) + lnc(n2, m - k) - lnc(n1 + n2, m))
    largest = min(n1, m)
    p0, total, k, term = prob(a), mpf(0), a, prob(a)
    while k <= largest and term > total * mpf(10) ** -30:
        total += term
        term = term * (n1 - k) * (m - k) / mpf((k + 1) * (n2 - m + k + 1))
        k += 1
    put("fisher_greater_log10", [a, b, c, d], [log10(total)], "sum of hypergeometric terms")
    low, high = max(0, m - n2) - 1, int((n1 + 1) * (m + 1) // (n1 + n2 + 2))
    while high - low > 1:
        middle = (low + high) // 2
        if prob(middle) <= p0 * (1 + mpf(10) ** -7):
            low = middle
        else:
            high = middle
    if low >= max(0, m - n2):
        other, term, k = mpf(0), prob(low), low
        while k >= max(0, m - n2) and term > other * mpf(10) ** -30:
            other += term
            term = term * k * (n2 - m + k) / mpf((n1 - k + 1) * (m - k + 1))
            k -= 1
        total += other
    put("fisher_minimum_likelihood_log10", [a, b, c, d], [log10(total)], "sum of hypergeometric terms")

for statistic, df in [(3.841, 1), (72, 1), (1500, 1), (1e6, 1), (0.001, 1), (5.99, 2), (3000, 7), (2, 7), (100, 100), (0.5, 12), (80, 12), (1e-8, 3), (1.5, 1), (40, 30)]:
    q = mpmath.gammainc(mpf(df) / 2, mpf(statistic) / 2, inf, regularized=True)
    put("chi_square_log10", [statistic, df], [log10(q)], "gammainc(df/2, x/2, inf, regularized=True)")

for z in [-8, -3, -1, -0.1, 0, 0.1, 1, 1.2, 1.96, 5, 10, 37, 40, 200]:
    put("normal_log10", [z], [log10(mpmath.erfc(mpf(z) / sqrt(2)) / 2)], "erfc(z/sqrt(2))/2")

with open("counts_exact.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["method", "input", "expected", "source"])
    writer.writerows(rows)
