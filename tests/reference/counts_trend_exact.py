"""The exact test of a trend with decimal scores, in whole numbers throughout.

Scores are made whole by a power of ten; the weights are products of binomial
coefficients, so that sums that are equal are equal and nothing is rounded before
the last division. Run from this folder by regenerate.sh; writes
counts_trend_exact.csv.
"""
import csv
import random
import sys
from decimal import Decimal
from fractions import Fraction
from math import comb

SOURCE = f"whole numbers, Python {sys.version_info.major}.{sys.version_info.minor}"
rows = []


def distribution(scores, events, totals):
    """The weight of each sum of scores, and the observed sum, in whole numbers."""
    places = max(0, *(-Decimal(score).as_tuple().exponent for score in scores))
    whole = [int(Decimal(score).scaleb(places)) for score in scores]
    states = {(0, 0): 1}
    for score, total in zip(whole, totals):
        following = {}
        for (count, at), weight in states.items():
            for k in range(min(total, sum(events) - count) + 1):
                key = (count + k, at + k * score)
                following[key] = following.get(key, 0) + weight * comb(total, k)
        states = following
    sums = {at: weight for (count, at), weight in states.items() if count == sum(events)}
    observed = sum(score * count for score, count in zip(whole, events))
    mean = Fraction(sum(events) * sum(s * n for s, n in zip(whole, totals)), sum(totals))
    return sums, observed, mean


def values(scores, events, totals):
    sums, observed, mean = distribution(scores, events, totals)
    every = sum(sums.values())
    part = lambda belongs: Fraction(sum(w for s, w in sums.items() if belongs(s, w)), every)
    at, above, below = (part(lambda s, w: s == observed), part(lambda s, w: s > observed),
                        part(lambda s, w: s < observed))
    far = abs(observed - mean)
    farther = part(lambda s, w: abs(s - mean) > far)
    as_far = part(lambda s, w: abs(s - mean) == far)
    return {
        "trend_distance": farther + as_far,
        "trend_mid_p_distance": farther + as_far / 2,
        "trend_doubled": min(Fraction(1), 2 * min(above + at, below + at)),
        "trend_minimum_likelihood": part(lambda s, w: w <= sums[observed]),
        "trend_rising": above + at,
        "trend_falling": below + at,
    }


def put(scores, events, totals):
    texts = [" ".join(map(str, part)) for part in (scores, events, totals)]
    for method, value in values(scores, events, totals).items():
        rows.append([method, " ".join(texts), repr(float(value)), f"convolution; {SOURCE}"])


# Thirds with four digits, and a design in no order.
put(["1.6667", "1.3333", "1", "0.6667", "0.3333", "0"], [0, 1, 4, 11, 0, 7], [1, 2, 33, 86, 5, 74])
put(["5.02", "9.96", "1.82", "5.25", "6.53"], [5, 4, 1, 1, 7], [5, 6, 5, 9, 8])
put(["-0.3333", "0.3333", "0", "-0.6667"], [3, 9, 6, 1], [12, 13, 15, 9])
put(["100000.25", "99999.75", "100000"], [8, 2, 5], [14, 15, 17])
random.seed(20261128)
while len(rows) < 6 * 120:
    places = random.randint(1, 6)
    n = random.randint(2, 6)
    low = random.choice([0, 0, -5, 1000])
    numbers = random.sample(range(low * 10**places, (low + 10) * 10**places), n)
    scores = [str(Decimal(number).scaleb(-places)) for number in numbers]
    totals = [random.randint(1, 12) for _ in range(n)]
    events = [random.randint(0, total) for total in totals]
    if 0 < sum(events) < sum(totals):
        put(scores, events, totals)

with open("counts_trend_exact.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["method", "input", "expected", "source"])
    writer.writerows(rows)
