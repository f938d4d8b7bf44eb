"""Harrell's bootstrap of logistic models, in Python's own arithmetic.

The generator is that of samples_resampling.py. Models are fitted to the people drawn
one by one, by Newton's method, or by scoring with Firth's penalty and the intercept of
FLIC; areas are counted pair by pair. Run from this folder by regenerate.sh; writes
samples_validation.csv.
"""
import csv
import math
import platform

from samples_resampling import Random

SOURCE = f"written out from the definition; Python {platform.python_version().rsplit('.', 1)[0]}"
rows = []


def solve(matrix, right):
    """Gauss without exchanging rows, which positive matrices do not need; nothing where a
    row follows from those before it."""
    n, a = len(right), [list(row) + [r] for row, r in zip(matrix, right)]
    for i in range(n):
        if a[i][i] <= 1e-12 * matrix[i][i]:
            return None
        for k in range(i + 1, n):
            factor = a[k][i] / a[i][i]
            a[k] = [x - factor * p for x, p in zip(a[k], a[i])]
    found = [0.0] * n
    for i in reversed(range(n)):
        found[i] = (a[i][n] - sum(a[i][j] * found[j] for j in range(i + 1, n))) / a[i][i]
    return found


def chance(eta):
    return 1 / (1 + math.exp(-eta)) if eta > 0 else math.exp(eta) / (1 + math.exp(eta))


def dot(one, other):
    return math.fsum(a * b for a, b in zip(one, other))


def information(X, p):
    columns = range(len(X[0]))
    return [[math.fsum(q * (1 - q) * x[i] * x[j] for q, x in zip(p, X)) for j in columns] for i in columns]


def penalized(X, y, b):
    """The likelihood with the square root of the determinant, which is a product of pivots."""
    p = [chance(dot(x, b)) for x in X]
    a, pivots = information(X, p), 1.0
    for i in range(len(a)):
        pivots *= a[i][i]
        for k in range(i + 1, len(a)):
            a[k] = [x - a[k][i] / a[i][i] * q for x, q in zip(a[k], a[i])]
    return math.fsum(math.log(chance(dot(x, b) if i else -dot(x, b))) for i, x in zip(y, X)) + math.log(pivots) / 2


def fit(X, y, is_penalized=False, offset=None, is_finite=False):
    """The coefficients; nothing where they have no finite value."""
    width = len(X[0])
    is_finite = is_finite or is_penalized or offset is not None
    offset = offset or [0.0] * len(y)
    b = [0.0] * width
    for _ in range(2000):
        etas = [o + dot(x, b) for o, x in zip(offset, X)]
        # Maximum likelihood that has come so far goes on without end.
        if max(map(abs, etas)) > 35 and not is_finite:
            return None
        p = [chance(eta) for eta in etas]
        matrix = information(X, p)
        pull = [yi - q for yi, q in zip(y, p)]
        if is_penalized:
            hat = [q * (1 - q) * dot(x, solve(matrix, x)) for q, x in zip(p, X)]
            pull = [r + h * (0.5 - q) for r, h, q in zip(pull, hat, p)]
        change = solve(matrix, [math.fsum(r * x[j] for r, x in zip(pull, X)) for j in range(width)])
        if change is None:
            return None
        moved = lambda size: [old + size * new for old, new in zip(b, change)]
        size = min(1, 3 / max(1e-300, *map(abs, change)))
        while is_penalized and penalized(X, y, moved(size)) < penalized(X, y, b) - 1e-9:
            size /= 2
        b = moved(size)
        if max(map(abs, change)) < 1e-14 * (1 + max(map(abs, b))):
            break
    # Steps end at the level of rounding, far below what the numbers are compared to.
    assert max(map(abs, change)) < 1e-11 * (1 + max(map(abs, b))), change
    return b


def performance(etas, y):
    # No effect at all: what the log odds differ by is rounding.
    if max(etas) - min(etas) < 1e-9:
        return None
    events, others = [eta for eta, i in zip(etas, y) if i], [eta for eta, i in zip(etas, y) if not i]
    if min(events) >= max(others) or max(events) <= min(others):
        return None
    pairs = [(a > b) + (a == b) / 2 for a in events for b in others]
    middle = math.fsum(etas) / len(etas)
    slope = fit([[1.0, eta - middle] for eta in etas], y, is_finite=True)
    return [math.fsum(pairs) / len(pairs), slope[1], math.fsum((i - chance(eta)) ** 2 for eta, i in zip(etas, y)) / len(y)]


def log_odds(X, y, drawn, is_penalized):
    """Of everyone, by the fit to those drawn."""
    chosen, happened = [X[i] for i in drawn], [y[i] for i in drawn]
    if len(set(happened)) < 2:
        return None
    # Nobody drawn differs in a column, or one column follows from the others.
    if solve([[dot([x[i] for x in chosen], [x[j] for x in chosen]) for j in range(len(X[0]))] for i in range(len(X[0]))], [0.0] * len(X[0])) is None:
        return None
    b = fit(chosen, happened, is_penalized)
    if b is None:
        return None
    etas = [dot(x, b) for x in X]
    if is_penalized:
        added = fit([[1.0]] * len(drawn), happened, offset=[etas[i] for i in drawn])[0]
        etas = [eta + added for eta in etas]
    return etas


def validate(method, replicates, seed, columns, y):
    is_penalized, n, random = method == "firth", len(y), Random(seed)
    # Standardized columns keep the iteration quick and change no prediction.
    standard = []
    for column in columns:
        mean = math.fsum(column) / n
        spread = math.sqrt(math.fsum((x - mean) ** 2 for x in column) / n)
        standard.append([(x - mean) / spread for x in column])
    X = [[1.0, *row] for row in zip(*standard)]
    apparent = performance(log_odds(X, y, range(n), is_penalized), y)
    differences = []
    for _ in range(replicates):
        drawn = [random.below(n) for _ in range(n)]
        etas = log_odds(X, y, drawn, is_penalized)
        if etas is None:
            continue
        within, outside = performance([etas[i] for i in drawn], [y[i] for i in drawn]), performance(etas, y)
        if within is not None and outside is not None:
            differences.append([a - b for a, b in zip(within, outside)])
    used = len(differences)
    expected = [used]
    if replicates - used <= replicates / 10:
        for place in range(3):
            optimism = math.fsum(d[place] for d in differences) / used
            expected += [apparent[place], optimism, apparent[place] - optimism]
    values = [replicates, seed, len(columns), *y, *(x for column in columns for x in column)]
    rows.append([method, " ".join(map(repr, values)), " ".join(map(repr, expected)), SOURCE])
    print(method, replicates, seed, n, expected)


def people(n, seed, divides=False, rare=0):
    """Age, losses and a column of 0 and 1; the outcome depends on all of them. It is 1 for
    everyone with a 1 there if the column divides, and for every other one of a few."""
    dice = Random(seed)
    unit = lambda: (dice.next() >> 11) * 2.0 ** -53
    columns, y = [[], [], []], []
    for person in range(n):
        age = 22 + int(220 * unit()) / 10
        losses = 2 + int(4 * unit() * unit())
        known = int(person < rare) if rare else int(unit() < 0.4)
        eta = 4 - 0.1 * age - 0.2 * losses + 0.5 * known
        y.append(int(unit() < chance(eta) or (divides and known)))
        if person < rare:
            y[person] = person % 2
        for column, value in zip(columns, (age, losses, known)):
            column.append(value)
    return columns, y


for seed in (1, 2026, 2 ** 53 - 1):
    validate("likelihood", 200, seed, *people(60, 11))
    validate("likelihood", 100, seed, *people(150, 12))
    # One predictor with many ties: equal log odds in and between both outcomes.
    columns, y = people(90, 13)
    validate("likelihood", 200, seed, columns[1:2], y)
    # Eight people have a 1 in the last column: in some resamples they all end alike.
    validate("likelihood", 200, seed, *people(60, 14, rare=8))
    # Whoever has a 1 ends alike: there is no maximum, and Firth's is validated.
    validate("firth", 60, seed, *people(50, 15, divides=True))
    # Two people: in most resamples they end alike, or neither is drawn, and nothing is given.
    validate("likelihood", 50, seed, *people(40, 16, rare=2))

with open("samples_validation.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["method", "input", "expected", "source"])
    writer.writerows(rows)
