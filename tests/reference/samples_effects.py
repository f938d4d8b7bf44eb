"""Intervals of eta squared and Cramer's V in 30 digits, by the definition.

Needs mpmath. Run from this folder by regenerate.sh; writes samples_effects.csv.
"""
import csv

from mpmath import mp, mpf, betainc, exp, factorial, gammainc, sqrt
import mpmath

mp.dps = 30
SOURCE = f"mpmath {mpmath.__version__}, 30 digits"
rows = []


def put(method, inputs, expected, call):
    rows.append([method, " ".join(repr(x) for x in inputs),
                 "undefined" if expected is None else " ".join(repr(float(x)) for x in expected),
                 f"{call}; {SOURCE}"])


def mixture(lam, cdf):
    """The mean of cdf(j) over a Poisson variable of mean lam / 2."""
    mean, total, j = mpf(lam) / 2, mpf(0), 0
    while True:
        weight = exp(-mean) * mean ** j / factorial(j)
        total += weight * cdf(j)
        if j > mean and weight < mpf(10) ** -28:
            return total
        j += 1


def chi_square(x, df, lam):
    return mixture(lam, lambda j: gammainc(mpf(df) / 2 + j, 0, mpf(x) / 2, regularized=True))


def f_distribution(f, df1, df2, lam):
    y = df1 * mpf(f) / (df1 * mpf(f) + df2)
    return mixture(lam, lambda j: betainc(mpf(df1) / 2 + j, mpf(df2) / 2, 0, y, regularized=True))


def root(f, low, high):
    """Where the decreasing f is zero, by the Illinois method."""
    at_low, at_high = f(low), f(high)
    side = 0
    while high - low > high * mpf(10) ** -20:
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        at = f(middle)
        if abs(at) < mpf(10) ** -24:
            return middle
        if at > 0:
            low, at_low = middle, at
            at_high /= 2 if side == 1 else 1
            side = 1
        else:
            high, at_high = middle, at
            at_low /= 2 if side == -1 else 1
            side = -1
    return (low + high) / 2


def noncentralities(cdf, start, level):
    """Where the statistic is at the end of either tail; 0 where it is not that far out."""
    tail = mpf((1.0 - level) / 2.0)

    def solve(target):
        if cdf(mpf(0)) <= target:
            return mpf(0)
        high = mpf(start) + 1
        while cdf(high) > target:
            high *= 2
        return root(lambda lam: cdf(lam) - target, mpf(0), high)

    return solve(1 - tail), solve(tail)


def cramers_v(table, level):
    total = sum(map(sum, table))
    columns = [sum(row[j] for row in table) for j in range(len(table[0]))]
    expected = [[mpf(sum(row)) * column / total for column in columns] for row in table]
    x2 = sum((o - e) ** 2 / e for r, q in zip(table, expected) for o, e in zip(r, q))
    df = (len(table) - 1) * (len(columns) - 1)
    most = mpf(total) * (min(len(table), len(columns)) - 1)
    low, high = noncentralities(lambda lam: chi_square(x2, df, lam), x2, level)
    limits = [mpf(0) if low == 0 else sqrt((low + df) / most), min(mpf(1), sqrt((high + df) / most))]
    put("cramers_v", [len(table), len(columns), *sum(table, []), level], [sqrt(x2 / most), *limits],
        "roots of the noncentral chi-square")


def eta_squared(groups, level):
    groups = [[mpf(v) for v in group] for group in groups]
    n = sum(map(len, groups))
    mean = sum(map(sum, groups)) / n
    means = [sum(group) / len(group) for group in groups]
    between = sum(len(g) * (m - mean) ** 2 for g, m in zip(groups, means))
    within = sum((v - m) ** 2 for g, m in zip(groups, means) for v in g)
    df1, df2 = len(groups) - 1, n - len(groups)
    f = (between / df1) / (within / df2)
    low, high = noncentralities(lambda lam: f_distribution(f, df1, df2, lam), f * df1, level)
    put("eta_squared", [level, *(x for g in groups for x in [len(g), *map(float, g)])],
        # Without an upper root no noncentrality agrees with F: an empty set.
        [between / (between + within), low / (low + n), high / (high + n)] if high > 0 else None,
        "roots of the noncentral F")


for level in (0.95, 0.9):
    # Agresti 2007, tables 2.5 and 3.1 in part; Agresti 2002, table 2.8; invented ones.
    for table in ([[762, 327, 468], [484, 239, 477]], [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]],
                  [[3, 1], [1, 3]], [[20, 13], [21, 10]], [[163, 34], [217, 52]], [[144, 83], [134, 43]],
                  [[25, 5, 10], [10, 25, 5], [5, 10, 25]], [[100, 2], [3, 90]], [[7, 9, 8, 8], [8, 8, 9, 7]]):
        cramers_v(table, level)
    # Dobson 1983 (R's PlantGrowth), Hollander and Wolfe 1973 (mucociliary clearance), and others.
    for groups in ([[4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14], [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
                    [6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26]],
                   [[2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0]],
                   [[1.0, 2.0, 3.0], [3.0, 4.0, 5.0], [5.0, 6.0, 7.0]], [[1.0, 2.0], [10.0, 11.0]],
                   [[1.0, 5.0, 9.0, 4.0], [2.0, 5.0, 8.0, 4.5]], [[0.0, 0.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0]]):
        eta_squared(groups, level)

with open("samples_effects.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["method", "input", "expected", "source"])
    writer.writerows(rows)
