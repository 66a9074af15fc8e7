"""Works out expected values of every indicator from its textbook formula, in 50-digit decimals, and shares nothing with the product.

Run from the repository's root; the argument is the folder of real market data:
    python3 tests/Domain/Indicators/Oracle/expected.py ../shared/data > tests/Domain/Indicators/Oracle/expected.csv
"""
import csv, gzip, sys
from datetime import datetime
from decimal import Decimal as D, getcontext

getcontext().prec = 50
FILE = sys.argv[1] + "/upbit-krw-1m-2025-09/XRP_KRW_1m.csv.gz"
ROWS = 2000

with gzip.open(FILE, "rt") as f:
    rows = [r for r, _ in zip(csv.DictReader(f), range(ROWS))]
# Inputs are what a double holds, exactly.
T = [datetime.strptime(r["timestamp"], "%Y-%m-%d %H:%M:%S") for r in rows]
O, H, L, C, V = ([D(float(r[k])) for r in rows] for k in ("open", "high", "low", "close", "volume"))
N = len(C)
MEDIAN = [(h + l) / 2 for h, l in zip(H, L)]
TYPICAL = [(h + l + c) / 3 for h, l, c in zip(H, L, C)]


def rolled(x, n, f):
    """f of the last n values, None until there are n."""
    out = [None] * len(x)
    for i in range(n - 1, len(x)):
        w = x[i - n + 1 : i + 1]
        if all(v is not None for v in w):
            out[i] = f(w)
    return out


def mapped(f, *series):
    return [None if any(v is None for v in vs) else f(*vs) for vs in zip(*series)]


def mean(w):
    return sum(w) / len(w)


def population(w):
    m = mean(w)
    return (sum((v - m) ** 2 for v in w) / len(w)).sqrt()


def sma(x, n):
    return rolled(x, n, mean)


def wma(x, n):
    return rolled(x, n, lambda w: sum((i + 1) * v for i, v in enumerate(w)) / D(n * (n + 1) // 2))


def smoothed(x, n, weight):
    out, seen, last = [], [], None
    for v in x:
        if v is not None:
            seen.append(v)
            if len(seen) == n:
                last = mean(seen)
            elif len(seen) > n:
                last = weight * v + (1 - weight) * last
        out.append(last)
    return out


def ema(x, n):
    return smoothed(x, n, D(2) / (n + 1))


def wilder(x, n):
    return smoothed(x, n, D(1) / n)


def before(x, n):
    return [None] * n + list(x[: len(x) - n])


def changes(x):
    return mapped(lambda a, b: a - b, x, before(x, 1))


def rsi(x, n):
    d = changes(x)
    gain, loss = wilder(mapped(lambda v: max(v, D(0)), d), n), wilder(mapped(lambda v: max(-v, D(0)), d), n)
    return mapped(lambda g, l: 100 - 100 / (1 + g / l) if l else (D(100) if g else D(50)), gain, loss)


def highest(x, n):
    return rolled(x, n, max)


def lowest(x, n):
    return rolled(x, n, min)


def stochastic(x, high, low, n, smooth, signal):
    raw = mapped(lambda c, h, l: 100 * (c - l) / (h - l) if h - l > D("1e-30") else D(50), x, highest(high, n), lowest(low, n))
    k = sma(raw, smooth)
    return k, sma(k, signal)


TR = [None] + [max(H[i] - L[i], abs(H[i] - C[i - 1]), abs(L[i] - C[i - 1])) for i in range(1, N)]


def atr(n):
    return wilder(TR, n)


def macd(x, fast, slow, signal, scale=lambda f, s: f - s):
    line = mapped(scale, ema(x, fast), ema(x, slow))
    s = ema(line, signal)
    return line, s, mapped(lambda a, b: a - b, line, s)


def kama(x, n, fast, slow):
    out, last = [None] * N, x[n - 1]
    f, s = D(2) / (fast + 1), D(2) / (slow + 1)
    for i in range(n, N):
        path = sum(abs(x[j] - x[j - 1]) for j in range(i - n + 1, i + 1))
        er = abs(x[i] - x[i - n]) / path if path else D(0)
        last = last + (er * (f - s) + s) ** 2 * (x[i] - last)
        out[i] = last
    return out


def alma(x, n, offset, sigma):
    m, s = D(offset) * (n - 1), D(n) / D(sigma)
    w = [(-((i - m) ** 2) / (2 * s * s)).exp() for i in range(n)]
    return rolled(x, n, lambda v: sum(a * b for a, b in zip(v, w)) / sum(w))


def ratio(a, b):
    return a / b if b else None


def daily_vwap():
    return [ratio(sum(TYPICAL[j] * V[j] for j in same), sum(V[j] for j in same))
            for i in range(N) for same in [[j for j in range(max(0, i - 1440), i + 1) if T[j].date() == T[i].date()]]]


def running(x):
    out, s = [], D(0)
    for v in x:
        s += v
        out.append(s)
    return out


def tsi(slow, fast, signal):
    d = changes(C)
    a = ema(ema(d, slow), fast)
    b = ema(ema(mapped(abs, d), slow), fast)
    t = mapped(lambda p, q: 100 * p / q, a, b)
    return t, ema(t, signal)


def pmo(first, second, signal):
    roc = mapped(lambda a, b: 100 * (a / b - 1), C, before(C, 1))
    line = smoothed(mapped(lambda v: 10 * v, smoothed(roc, first, D(2) / first)), second, D(2) / second)
    return line, ema(line, signal)


def ultimate(a, b, c):
    bp = [None] + [C[i] - min(L[i], C[i - 1]) for i in range(1, N)]
    share = lambda n: mapped(lambda p, q: p / q, rolled(bp, n, sum), rolled(TR, n, sum))
    return mapped(lambda x, y, z: 100 * (4 * x + 2 * y + z) / 7, share(a), share(b), share(c))


def connors(a, b, n):
    streak = [D(0)]
    for i in range(1, N):
        s = streak[-1]
        streak.append(D(0) if C[i] == C[i - 1] else max(s, D(0)) + 1 if C[i] > C[i - 1] else min(s, D(0)) - 1)
    roc = mapped(lambda x, y: x / y - 1, C, before(C, 1))
    rank = [None] * N
    for i in range(n + 1, N):
        rank[i] = D(100) * sum(1 for v in roc[i - n : i] if v < roc[i]) / n
    return mapped(lambda x, y, z: (x + y + z) / 3, rsi(C, a), rsi(streak, b), rank)


def adx(n):
    up, down = changes(H), mapped(lambda v: -v, changes(L))
    plus = wilder(mapped(lambda u, d: u if u > d and u > 0 else D(0), up, down), n)
    minus = wilder(mapped(lambda u, d: d if d > u and d > 0 else D(0), up, down), n)
    pdi, mdi = (mapped(lambda m, r: 100 * m / r, s, atr(n)) for s in (plus, minus))
    dx = mapped(lambda p, m: 100 * abs(p - m) / (p + m) if p + m else D(0), pdi, mdi)
    return wilder(dx, n), pdi, mdi


def aroon(n):
    up = rolled(H, n + 1, lambda w: D(100) * max(i for i, v in enumerate(w) if v == max(w)) / n)
    down = rolled(L, n + 1, lambda w: D(100) * max(i for i, v in enumerate(w) if v == min(w)) / n)
    return up, down, mapped(lambda a, b: a - b, up, down)


def vortex(n):
    plus = [None] + [abs(H[i] - L[i - 1]) for i in range(1, N)]
    minus = [None] + [abs(L[i] - H[i - 1]) for i in range(1, N)]
    return tuple(mapped(ratio, rolled(x, n, sum), rolled(TR, n, sum)) for x in (plus, minus))


def supertrend(n, m):
    a, line, rising = atr(n), [None] * N, [None] * N
    up = lo = bull = None
    for i in range(N):
        if a[i] is None:
            continue
        u, l = MEDIAN[i] + m * a[i], MEDIAN[i] - m * a[i]
        if up is None:
            up, lo, bull = u, l, C[i] >= MEDIAN[i]
        else:
            up = u if u < up or C[i - 1] > up else up
            lo = l if l > lo or C[i - 1] < lo else lo
        if bull and C[i] <= lo:
            bull = False
        elif not bull and C[i] > up:
            bull = True
        line[i], rising[i] = (lo if bull else up), D(int(bull))
    return line, rising


def psar(step, limit):
    """A transcription of the description in TA-Lib's documentation: stop of tomorrow from today's."""
    stop, rising = [None] * N, [None] * N
    down, up = L[0] - L[1], H[1] - H[0]
    long = not (down > 0 and down > up)
    ep, sar, af = (H[1], L[0], step) if long else (L[1], H[0], step)
    nh, nl = H[1], L[1]
    for i in range(1, N):
        ph, pl, nh, nl = nh, nl, H[i], L[i]
        if long:
            if nl <= sar:
                long, sar = False, max(ep, ph, nh)
                stop[i] = sar
                af, ep = step, nl
                sar = max(sar + af * (ep - sar), ph, nh)
            else:
                stop[i] = sar
                if nh > ep:
                    ep, af = nh, min(af + step, limit)
                sar = min(sar + af * (ep - sar), pl, nl)
        elif nh >= sar:
            long, sar = True, min(ep, pl, nl)
            stop[i] = sar
            af, ep = step, nh
            sar = min(sar + af * (ep - sar), pl, nl)
        else:
            stop[i] = sar
            if nl < ep:
                ep, af = nl, min(af + step, limit)
            sar = max(sar + af * (ep - sar), ph, nh)
        rising[i] = D(int(long))
    return stop, rising


def ichimoku(a, b, c):
    mid = lambda n: mapped(lambda h, l: (h + l) / 2, highest(H, n), lowest(L, n))
    conv, base, far = mid(a), mid(b), mid(c)
    near = [None if f is None else (x + y) / 2 for x, y, f in zip(conv, base, far)]
    return conv, base, before(near, b), before(far, b), near, far, before(C, b)


def channel(middle, distance):
    return mapped(lambda m, d: m - d, middle, distance), middle, mapped(lambda m, d: m + d, middle, distance)


def bollinger(n, m):
    mid, sd = sma(C, n), rolled(C, n, population)
    lo, _, hi = channel(mid, mapped(lambda s: m * s, sd))
    b = mapped(lambda c, l, h: (c - l) / (h - l) if h != l else D("0.5"), C, lo, hi)
    return lo, mid, hi, b, mapped(lambda l, mm, h: (h - l) / mm, lo, mid, hi)


LOG = [None] + [(C[i] / C[i - 1]).ln() for i in range(1, N)]


def sample(w):
    m = mean(w)
    return (sum((v - m) ** 2 for v in w) / (len(w) - 1)).sqrt()


def ulcer(n):
    dd = mapped(lambda c, h: (100 * (c - h) / h) ** 2, C, highest(C, n))
    return mapped(lambda v: v.sqrt(), sma(dd, n))


MONEY = [V[i] * ((C[i] - L[i]) - (H[i] - C[i])) / (H[i] - L[i]) if H[i] != L[i] else D(0) for i in range(N)]


def mfi(n):
    flow = [p * v for p, v in zip(TYPICAL, V)]
    d = changes([h + l + c for h, l, c in zip(H, L, C)])
    pos = rolled(mapped(lambda v, f: f if v > 0 else D(0), d, flow), n, sum)
    neg = rolled(mapped(lambda v, f: f if v < 0 else D(0), d, flow), n, sum)
    return mapped(lambda p, q: 100 - 100 / (1 + p / q) if q else (D(100) if p else D(50)), pos, neg)


def pair(n, f):
    out = [None] * N
    for i in range(n - 1, N):
        x, y = C[i - n + 1 : i + 1], V[i - n + 1 : i + 1]
        mx, my = mean(x), mean(y)
        out[i] = f(sum((a - mx) * (b - my) for a, b in zip(x, y)), sum((a - mx) ** 2 for a in x), sum((b - my) ** 2 for b in y))
    return out


def regression(n):
    xs = [D(i) for i in range(1, n + 1)]
    mx = mean(xs)

    def fit(w):
        my = mean(w)
        sxy, sxx, syy = sum((x - mx) * (y - my) for x, y in zip(xs, w)), sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in w)
        b = sxy / sxx
        return b, my + b * (n - mx), sxy * sxy / (sxx * syy) if syy else D(0)

    fits = rolled(C, n, fit)
    return tuple(mapped(lambda f, k=k: f[k], fits) for k in range(3))


def hurst(n):
    logs, xs = [c.ln() for c in C], [D(lag).ln() for lag in (1, 2, 4, 8, 16)]
    mx = mean(xs)
    out = [None] * N
    for i in range(n + 15, N):
        ys = [mean([(logs[j] - logs[j - lag]) ** 2 for j in range(i - n + 1, i + 1)]) for lag in (1, 2, 4, 8, 16)]
        if all(ys):
            ys = [y.ln() for y in ys]
            out[i] = sum((x - mx) * y for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs) / 2
    return out


def pivots():
    out = [None] * N
    days = sorted({t.date() for t in T})
    for i in range(N):
        k = days.index(T[i].date())
        if k == 0:
            continue
        day = [j for j in range(N) if T[j].date() == days[k - 1]]
        h, l, c = max(H[j] for j in day), min(L[j] for j in day), C[day[-1]]
        p = (h + l + c) / 3
        out[i] = (p, 2 * p - l, 2 * p - h, p + h - l, p - h + l, h + 2 * (p - l), l - 2 * (h - p))
    return tuple(mapped(lambda f, k=k: f[k], out) for k in range(7))


def fractal():
    # An absent fractal inside a present answer is written nan.
    nan = D("nan")
    hi = [nan if H[i - 2] <= max(H[i - 4], H[i - 3], H[i - 1], H[i]) else H[i - 2] for i in range(4, N)]
    lo = [nan if L[i - 2] >= min(L[i - 4], L[i - 3], L[i - 1], L[i]) else L[i - 2] for i in range(4, N)]
    return [None] * 4 + hi, [None] * 4 + lo


def heikin_ashi():
    close = [(o + h + l + c) / 4 for o, h, l, c in zip(O, H, L, C)]
    opens = [(O[0] + C[0]) / 2]
    for i in range(1, N):
        opens.append((opens[-1] + close[i - 1]) / 2)
    return opens, [max(a) for a in zip(H, opens, close)], [min(a) for a in zip(L, opens, close)], close, V


def renko(size):
    """One brick at a time."""
    o, c, n = [], [], []
    low = high = C[0]
    last = None
    for price in C:
        formed = 0
        while price >= high + size:
            low, high, formed = high, high + size, formed + 1
            last = (low, high)
        while formed <= 0 and price <= low - size:
            low, high, formed = low - size, low, formed - 1
            last = (high, low)
        o.append(last and last[0]), c.append(last and last[1]), n.append(last and D(formed))
    return o, c, n


def zigzag(percent):
    s, out = D(float(percent)) / 100, [None] * N
    leg = None
    hi, lo = 0, 0
    for i in range(1, N):
        if leg is None:
            if H[i] >= L[lo] * (1 + s):
                leg, hi = 1, i
            elif L[i] <= H[hi] * (1 - s):
                leg, lo = 0, i
            else:
                hi, lo = (i if H[i] > H[hi] else hi), (i if L[i] < L[lo] else lo)
        elif leg:
            if H[i] > H[hi]:
                hi = i
            elif L[i] <= H[hi] * (1 - s):
                leg, lo = 0, i
        elif L[i] < L[lo]:
            lo = i
        elif H[i] >= L[lo] * (1 + s):
            leg, hi = 1, i
        if leg is not None:
            out[i] = (L[lo], D(i - lo), H[hi], D(i - hi), D(1)) if leg else (H[hi], D(i - hi), L[lo], D(i - lo), D(0))
    return tuple(mapped(lambda f, k=k: f[k], out) for k in range(5))


def dema(n):
    e = ema(C, n)
    return mapped(lambda a, b: 2 * a - b, e, ema(e, n))


def tema(n):
    a = ema(C, n)
    b = ema(a, n)
    return mapped(lambda x, y, z: 3 * x - 3 * y + z, a, b, ema(b, n))


def elder(n):
    e = ema(C, n)
    return mapped(lambda h, m: h - m, H, e), mapped(lambda l, m: l - m, L, e)


def difference(a, b):
    return mapped(lambda x, y: x - y, a, b)


def garch_path(r, w, a, b):
    """Conditional variances, begun with the mean square, and the one after the last return; returns are scaled to a mean square of 1."""
    v = [type(w)(1)]
    for x in r:
        v.append(w + a * x * x + b * v[-1])
    return v


def garch_fit(r):
    """Maximum likelihood: a pattern search in floats, then Newton's method on difference quotients in 50 digits."""
    import math

    f = [float(x) for x in r]

    def cost(p):
        if min(p) <= 0 or p[1] + p[2] >= 1:
            return math.inf
        return sum(math.log(v) + x * x / v for x, v in zip(f, garch_path(f, *p)))

    best = min(([w, a, b] for w in (0.02, 0.1, 0.3) for a in (0.05, 0.15, 0.3) for b in (0.3, 0.5, 0.7, 0.85) if a + b < 1), key=cost)
    step = 0.05
    while step > 1e-6:
        near = [[q + step * d for q, d in zip(best, ds)] for ds in
                [(i, j, k) for i in (-1, 0, 1) for j in (-1, 0, 1) for k in (-1, 0, 1)]]
        found = min(near, key=cost)
        if cost(found) < cost(best):
            best = found
        else:
            step /= 2
    exact = lambda p: sum(v.ln() + x * x / v for x, v in zip(r, garch_path(r, *p)))
    p, h = [D(q) for q in best], D("1e-14")
    at = lambda *moves: exact([q + sum(h * m for i, m in moves if i == k) for k, q in enumerate(p)])
    for _ in range(6):
        g = [(at((i, 1)) - at((i, -1))) / (2 * h) for i in range(3)]
        m = [[(at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))) / (4 * h * h) for j in range(3)] + [g[i]]
             for i in range(3)]
        for i in range(3):
            m[i] = [q / m[i][i] for q in m[i]]
            for k in range(3):
                if k != i:
                    m[k] = [q - m[k][i] * t for q, t in zip(m[k], m[i])]
        p = [q - m[i][3] for i, q in enumerate(p)]
    assert all(abs(q) < D("1e-8") for q in g) and min(p) > 0 and p[1] + p[2] < 1, (g, p)
    return p


def garch(n, refit):
    """Only the rows up to the third fit."""
    out = [None] * N
    for i in range(n, min(n + 2 * refit + 20, N)):
        age = (i - n) % refit
        if age == 0:
            window = LOG[i - n + 1 : i + 1]
            scale = mean([x * x for x in window]).sqrt()
            w, a, b = garch_fit([x / scale for x in window])
            variance = garch_path([x / scale for x in window], w, a, b)[-1]
        else:
            variance = w + a * (LOG[i] / scale) ** 2 + b * variance
        out[i] = (variance.sqrt() * scale, w * scale * scale, a, b)
    return tuple(mapped(lambda f, k=k: f[k], out) for k in range(4))


HA = heikin_ashi()
RESULTS = [
    ("sma", [20], sma(C, 20)), ("ema", [20], ema(C, 20)), ("wma", [20], wma(C, 20)),
    ("hma", [16], wma(mapped(lambda a, b: 2 * a - b, wma(C, 8), wma(C, 16)), 4)),
    ("dema", [20], dema(20)), ("tema", [20], tema(20)), ("kama", [10, 2, 30], kama(C, 10, 2, 30)),
    ("alma", [9, 0.85, 6], alma(C, 9, 0.85, 6)), ("smma", [20], wilder(C, 20)),
    ("vwma", [20], mapped(ratio, rolled([c * v for c, v in zip(C, V)], 20, sum), rolled(V, 20, sum))),
    ("vwap", [], daily_vwap()), ("anchored-vwap", [], mapped(ratio, running([p * v for p, v in zip(TYPICAL, V)]), running(V))),
    ("rsi", [14], rsi(C, 14)), ("stoch", [14, 3, 3], stochastic(C, H, L, 14, 3, 3)),
    ("stoch-rsi", [14, 14, 3, 3], stochastic(*[rsi(C, 14)] * 3, 14, 3, 3)),
    ("williams-r", [14], mapped(lambda c, h, l: -100 * (h - c) / (h - l) if h != l else D(-50), C, highest(H, 14), lowest(L, 14))),
    ("cci", [20], rolled(TYPICAL, 20, lambda w: (w[-1] - mean(w)) / (D("0.015") * mean([abs(v - mean(w)) for v in w])) if max(w) > min(w) else D(0))),
    ("roc", [10], mapped(lambda a, b: 100 * (a / b - 1), C, before(C, 10))), ("momentum", [10], difference(C, before(C, 10))),
    ("tsi", [25, 13, 7], tsi(25, 13, 7)), ("macd", [12, 26, 9], macd(C, 12, 26, 9)),
    ("ppo", [12, 26, 9], macd(C, 12, 26, 9, lambda f, s: 100 * (f - s) / s)), ("pmo", [35, 20, 10], pmo(35, 20, 10)),
    ("awesome", [5, 34], difference(sma(MEDIAN, 5), sma(MEDIAN, 34))), ("ultimate", [7, 14, 28], ultimate(7, 14, 28)),
    ("connors-rsi", [3, 2, 100], connors(3, 2, 100)), ("adx", [14], adx(14)), ("aroon", [25], aroon(25)), ("vortex", [14], vortex(14)),
    ("supertrend", [10, 3], supertrend(10, 3)), ("psar", [0.02, 0.2], psar(D(0.02), D(0.2))), ("ichimoku", [9, 26, 52], ichimoku(9, 26, 52)),
    ("alligator", [], (before(wilder(MEDIAN, 13), 8), before(wilder(MEDIAN, 8), 5), before(wilder(MEDIAN, 5), 3))),
    ("true-range", [], TR), ("atr", [14], atr(14)), ("natr", [14], mapped(lambda a, c: 100 * a / c, atr(14), C)),
    ("bollinger", [20, 2], bollinger(20, 2)), ("keltner", [20, 2, 10], channel(ema(C, 20), mapped(lambda a: 2 * a, atr(10)))),
    ("donchian", [20], (lowest(L, 20), mapped(lambda h, l: (h + l) / 2, highest(H, 20), lowest(L, 20)), highest(H, 20))),
    ("starc", [6, 2, 15], channel(sma(C, 6), mapped(lambda a: 2 * a, atr(15)))),
    ("chandelier", [22, 3], (mapped(lambda h, a: h - 3 * a, highest(H, 22), atr(22)), mapped(lambda l, a: l + 3 * a, lowest(L, 22), atr(22)))),
    ("stddev", [20], rolled(C, 20, population)),
    ("historical-volatility", [20, 525600], mapped(lambda s: s * D(525600).sqrt(), rolled(LOG, 20, sample))),
    ("ewma-volatility", [0.94, 20], mapped(lambda v: v.sqrt(), smoothed(mapped(lambda r: r * r, LOG), 20, 1 - D(0.94)))),
    ("ulcer", [14], ulcer(14)),
    ("obv", [], running([D(0)] + [V[i] if C[i] > C[i - 1] else -V[i] if C[i] < C[i - 1] else D(0) for i in range(1, N)])),
    ("adl", [], running(MONEY)), ("cmf", [20], mapped(ratio, rolled(MONEY, 20, sum), rolled(V, 20, sum))),
    ("chaikin", [3, 10], difference(ema(running(MONEY), 3), ema(running(MONEY), 10))), ("mfi", [14], mfi(14)),
    ("force", [13], ema(mapped(lambda d, v: d * v, changes(C), V), 13)), ("elder-ray", [13], elder(13)),
    ("volume-ratio", [20], mapped(ratio, V, sma(V, 20))),
    ("zscore", [20], rolled(C, 20, lambda w: (w[-1] - mean(w)) / population(w) if max(w) > min(w) else D(0))),
    ("correlation", [20], pair(20, lambda xy, xx, yy: xy / (xx * yy).sqrt() if xx * yy else None)),
    ("beta", [20], pair(20, lambda xy, xx, yy: ratio(xy, yy))), ("regression", [14], regression(14)), ("hurst", [100], hurst(100)),
    ("garch", [500, 100], garch(500, 100)),
    ("pivots", [], pivots()), ("fractal", [], fractal()),
    ("heikin-ashi", [], HA + (mapped(lambda h, l: (h + l) / 2, HA[1], HA[2]), mapped(lambda h, l, c: (h + l + c) / 3, *HA[1:4]))),
    ("renko", [10], renko(D(10))), ("zigzag", [1], zigzag(1)),
]

print("# name;parameters;row;outputs, of the first", ROWS, "candles of XRP; '-' where there is no value yet")
for name, parameters, series in RESULTS:
    series = series if isinstance(series, tuple) else (series,)
    ready = next(i for i in range(N) if all(s[i] is not None for s in series))
    picked = sorted({max(ready - 1, 0), ready, ready + 1, ready + 2, ready + 17, min(ready + 500, N - 1), N - 1})
    if name == "garch":
        picked = [ready - 1, ready, ready + 1, ready + 2, ready + 99, ready + 100, ready + 101, ready + 200, ready + 219]
    for i in picked:
        none = any(s[i] is None for s in series)
        print(name, " ".join(str(p) for p in parameters), i, "-" if none else " ".join(f"{s[i]:.17g}" for s in series), sep=";")
