"""Works out the overfit measures from their papers' formulas with the standard library alone, and shares nothing with the product.

Run from the repository's root:
    python3 tests/Domain/Optimisation/Oracle/expected.py > tests/Domain/Optimisation/Oracle/expected.csv
"""
import itertools
import math
import statistics


def cdf(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def quantile(p):
    """By halving, in the lower tail, where erfc loses nothing."""
    if p > 0.5:
        return -quantile_low(1 - p)
    return quantile_low(p)


def quantile_low(p):
    low, high = -40.0, 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if cdf(middle) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def series(seed, length):
    """Numbers that look random, from -0.5 to 0.5: a linear congruential generator that the test repeats."""
    state = seed
    values = []
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2147483648
        values.append(state / 2147483648 - 0.5)
    return values


def crooked(seed, length, drift):
    return [v * v * v / 10 + v / 50 + drift for v in series(seed, length)]


def moments(values):
    n = len(values)
    mean = statistics.fmean(values)
    deviation = statistics.pstdev(values)
    skew = sum((v - mean) ** 3 for v in values) / n / deviation ** 3
    kurtosis = sum((v - mean) ** 4 for v in values) / n / deviation ** 4
    return mean, statistics.stdev(values), skew, kurtosis


def psr(values, benchmark):
    mean, deviation, skew, kurtosis = moments(values)
    sharpe = mean / deviation
    return cdf((sharpe - benchmark) * math.sqrt(len(values) - 1) / math.sqrt(1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe ** 2))


def expected_maximum(trials, variance):
    gamma = 0.5772156649015329
    return math.sqrt(variance) * ((1 - gamma) * quantile(1 - 1 / trials) + gamma * quantile(1 - 1 / (trials * math.e)))


def sharpe(values):
    deviation = statistics.stdev(values)
    return statistics.fmean(values) / deviation if deviation > 0 else 0.0


def cscv(trials, blocks):
    length = len(trials[0])
    cut = [length * b // blocks for b in range(blocks + 1)]
    ways = overfit = lost = 0
    for train in itertools.combinations(range(blocks), blocks // 2):
        inside, outside = [], []
        for values in trials:
            inside.append(sharpe([v for b in range(blocks) if b in train for v in values[cut[b]:cut[b + 1]]]))
            outside.append(sharpe([v for b in range(blocks) if b not in train for v in values[cut[b]:cut[b + 1]]]))
        best = inside.index(max(inside))
        rank = sum(1 for v in outside if v <= outside[best])
        omega = rank / (len(trials) + 1)
        ways += 1
        overfit += math.log(omega / (1 - omega)) <= 0
        lost += outside[best] < 0
    return overfit / ways, lost / ways, ways


print("# name;arguments;value")
for x in (-37.5, -20, -8, -7.1, -7.05, -3, -1.5, -0.3, 0, 1e-9, 0.7, 2.5, 6, 8, 38):
    print(f"cdf;{x};{cdf(x)!r}")
for p in (1e-300, 1e-20, 1e-9, 0.001, 0.07, 0.0750001, 0.3, 0.5, 0.75, 0.9, 0.999):
    print(f"quantile;{p};{quantile(p)!r}")
for seed, length, drift in ((1, 30, 0.001), (2, 250, -0.0004), (3, 1000, 0.0002)):
    values = crooked(seed, length, drift)
    for name, value in zip(("mean", "deviation", "skewness", "kurtosis"), moments(values)):
        print(f"{name};{seed},{length},{drift};{value!r}")
    for benchmark in (0.0, 0.05):
        print(f"psr;{seed},{length},{drift},{benchmark};{psr(values, benchmark)!r}")
for trials, variance in ((2, 0.01), (46, 0.002), (100, 0.002), (100000, 1.0)):
    print(f"maximum;{trials},{variance};{expected_maximum(trials, variance)!r}")
for count, length, blocks, drift in ((5, 40, 4, 0.0), (8, 97, 8, 0.0005), (12, 64, 10, 0.002)):
    trials = [crooked(100 + t, length, drift * t) for t in range(count)]
    probability, loss, ways = cscv(trials, blocks)
    print(f"pbo;{count},{length},{blocks},{drift};{probability!r}")
    print(f"loss;{count},{length},{blocks},{drift};{loss!r}")
    print(f"ways;{count},{length},{blocks},{drift};{ways}")
