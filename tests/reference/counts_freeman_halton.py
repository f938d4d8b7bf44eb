"""Fisher-Freeman-Halton in whole numbers: equally likely tables are exactly equal.

The probability of a table is 1/(product of count!) but for a constant; all
tables are visited column by column, those with equal rest of the rows and equal
product merged. Run by regenerate.sh; writes counts_freeman_halton.csv.
"""
import csv
import sys
from fractions import Fraction

from math import factorial, prod

rows = []


def compositions(total, limits):
    if len(limits) == 1:
        if total <= limits[0]:
            yield (total,)
        return
    for k in range(min(total, limits[0]) + 1):
        for rest in compositions(total - k, limits[1:]):
            yield (k, *rest)


def p_value(table):
    table = [r for r in table if sum(r)]
    columns = [c for c in zip(*table) if sum(c)]
    totals = tuple(sum(r) for r in zip(*columns))
    observed = prod(factorial(k) for c in columns for k in c)
    half = len(columns) // 2
    def side(part):
        states = {(totals, 1): 1}
        for column in part:
            following = {}
            for (left, product), ways in states.items():
                for fill in compositions(sum(column), left):
                    key = (tuple(a - b for a, b in zip(left, fill)), product * prod(map(factorial, fill)))
                    following[key] = following.get(key, 0) + ways
            states = following
        return states
    first, second = side(columns[:half]), side(columns[half:])
    by_rest = {}
    for (left, product), ways in second.items():
        used = tuple(t - l for t, l in zip(totals, left))
        by_rest.setdefault(used, []).append((product, ways))
    # Of every list, by descending product: the sum of ways/product so far.
    for used, entries in by_rest.items():
        entries.sort(reverse=True)
        sums, total = [], Fraction(0)
        for product, ways in entries:
            total += Fraction(ways, product)
            sums.append(total)
        by_rest[used] = ([-e[0] for e in entries], sums)
    from bisect import bisect_right
    answer = Fraction(0)
    for (left, product), ways in first.items():
        if left not in by_rest:
            continue
        keys, sums = by_rest[left]
        needed = -(-observed // product)
        index = bisect_right(keys, -needed)
        if index:
            answer += Fraction(ways, product) * sums[index - 1]
    constant = Fraction(prod(map(factorial, totals)) * prod(factorial(sum(c)) for c in columns), factorial(sum(totals)))
    return answer * constant


TABLES = [
    [[3, 1], [1, 3]],
    [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]],
    [[7, 0, 3], [1, 8, 2]],
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[5, 5, 5], [5, 5, 5]],
    [[0, 0, 4], [4, 4, 0]],
    [[1, 0, 1], [0, 0, 0], [2, 0, 5]],
    [[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]],
    [[4, 0, 0, 0], [0, 4, 0, 0], [0, 0, 4, 0]],
    [[2, 3, 1], [0, 5, 2], [4, 1, 1], [1, 1, 6]],
    [[2, 2, 0, 1, 5], [1, 0, 3, 4, 0], [6, 1, 1, 1, 1]],
    [[10, 12, 9, 14], [11, 9, 13, 4]],
    [[9, 6, 5, 4, 3, 2], [3, 6, 4, 7, 8, 9]],
    [[20, 15, 30, 32], [70, 35, 30, 19]],
    [[3, 3, 3, 3, 3, 3, 3, 3], [0, 1, 2, 3, 4, 5, 6, 7]],
    [[6, 2, 3, 1, 5, 7, 0, 4], [4, 8, 7, 9, 5, 3, 10, 6]],
    [[8, 6], [5, 9], [2, 12], [9, 5], [4, 10]],
]
for table in TABLES:
    p = p_value(table) if len(table) > 1 and len(table[0]) > 1 else Fraction(1)
    inputs = [len(table), len(table[0])] + [k for r in table for k in r]
    rows.append(["freeman_halton", " ".join(map(str, inputs)), repr(float(p)),
                 f"all tables in whole numbers; Python {sys.version.split()[0]}"])

with open("counts_freeman_halton.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["method", "input", "expected", "source"])
    writer.writerows(rows)
