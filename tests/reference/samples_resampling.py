"""Seeded resampling by the published descriptions, in Python's own arithmetic.

The generator is xoshiro256++ seeded by SplitMix64, numbers below a bound are
Lemire's, quantiles are mpmath's. Run from this folder by regenerate.sh; writes
samples_resampling.csv.
"""
import csv
import platform

from mpmath import mp, mpf, erfinv, erfc, sqrt
import mpmath

mp.dps = 30
SOURCE = f"Python {platform.python_version().rsplit('.', 1)[0]}, mpmath {mpmath.__version__}"
MASK = 2 ** 64 - 1
rows = []


class Random:
    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            mixed = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(mixed ^ (mixed >> 31))

    def next(self):
        turn = lambda x, k: ((x << k) | (x >> (64 - k))) & MASK
        s = self.state
        result = (turn((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = turn(s[3], 45)
        return result

    def below(self, bound):
        while True:
            product = self.next() * bound
            if product & MASK >= 2 ** 64 % bound:
                return product >> 64


def quantile(share):
    return sqrt(2) * erfinv(2 * mpf(share) - 1)


def order_statistic(ordered, share):
    rank = (len(ordered) + 1) * mpf(share)
    k = int(rank)
    if k < 1:
        return ordered[0]
    if k >= len(ordered):
        return ordered[-1]
    if rank == k:
        return ordered[k - 1]
    low, high = quantile(mpf(k) / (len(ordered) + 1)), quantile(mpf(k + 1) / (len(ordered) + 1))
    return ordered[k - 1] + (quantile(share) - low) / (high - low) * (ordered[k] - ordered[k - 1])


def bootstrap(values, replicates, seed, level):
    """Of the sum, which is a whole number for whole values: no rounding anywhere."""
    n, random = len(values), Random(seed)
    drawn = sorted(sum(values[random.below(n)] for _ in range(n)) for _ in range(replicates))
    mean = mpf(sum(drawn)) / replicates
    error = sqrt(sum((t - mean) ** 2 for t in drawn) / (replicates - 1))
    value = sum(values)
    tails = [(1 - level) / 2, (1 + level) / 2]
    left_out = [value - v for v in values]
    influence = [mpf(sum(left_out)) / n - t for t in left_out]
    a = sum(l ** 3 for l in influence) / (6 * sum(l ** 2 for l in influence) ** mpf(1.5))
    z0 = quantile(mpf(sum(t < value for t in drawn)) / replicates)
    adjusted = [z0 + (z0 + quantile(t)) / (1 - a * (z0 + quantile(t))) for t in tails]
    limits = [order_statistic(drawn, t) for t in tails]
    limits += [order_statistic(drawn, erfc(-z / sqrt(2)) / 2) for z in adjusted]
    rows.append(["bootstrap_sum", " ".join(map(repr, [replicates, seed, level, *values])),
                 " ".join(repr(float(x)) for x in [value, error, *limits]), f"written out from the definition; {SOURCE}"])


def permutation(first, second, replicates, seed):
    """Of the difference of the sums in the first group and half of all."""
    pool, random, n = first + second, Random(seed), len(first)
    statistic = lambda values: 2 * sum(values[:n]) * len(values) - 2 * n * sum(values)
    observed, extreme = abs(statistic(pool)), 0
    for _ in range(replicates):
        for place in range(n):
            other = place + random.below(len(pool) - place)
            pool[place], pool[other] = pool[other], pool[place]
        extreme += abs(statistic(pool)) >= observed
    rows.append(["permutation", " ".join(map(repr, [replicates, seed, n, *first, *second])),
                 " ".join(map(repr, [extreme, (1 + extreme) / (1 + replicates)])), f"written out from the definition; {SOURCE}"])


if __name__ == "__main__":
    for seed in (1, 2026, 2 ** 53 - 1):
        for replicates, level in ((999, 0.95), (2000, 0.9)):
            bootstrap([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5], replicates, seed, level)
            bootstrap([0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1], replicates, seed, level)
            bootstrap([101, 223, 347, 461, 593, 719, 853, 991, 17, 5], replicates, seed, level)
        permutation([1, 2, 3, 4], [5, 6, 7, 8], 2000, seed)
        permutation([12, 7, 9, 15, 3, 8], [4, 6, 2, 11, 5, 5, 1], 1999, seed)

    with open("samples_resampling.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["method", "input", "expected", "source"])
        writer.writerows(rows)
