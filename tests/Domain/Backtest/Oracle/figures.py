"""Works a backtest's statistics out from its exported files, apart from the code under test.

    coinpilot backtest ... --report FOLDER
    python3 figures.py FOLDER/trades.csv FOLDER/equity.csv > NAME.figures.txt

By docs/statistics.md alone; the drawdown here is that of the hourly points, since the candles are not exported.
"""
import csv
import datetime as dt
import math
import statistics as st
import sys
from decimal import Decimal as D


def when(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=dt.timezone.utc)


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


trades, points = rows(sys.argv[1]), rows(sys.argv[2])
closed = sorted((t for t in trades if t["exit_time"]), key=lambda t: (when(t["exit_time"]), t["symbol"], t["strategy"]))
start, end = when(points[0]["time"]), when(points[-1]["time"])
first, last = D(points[0]["equity"]), D(points[-1]["equity"])
days = (end - start) / dt.timedelta(days=1)

# The last equity of each UTC day; midnight closes the day before.
by_day = {}
for p in points[1:]:
    by_day[(when(p["time"]) - dt.timedelta(microseconds=1)).date()] = float(p["equity"])
ends = [float(first)] + [by_day[d] for d in sorted(by_day)]
daily = [b / a - 1 for a, b in zip(ends, ends[1:])]

# The deepest fall, and from its peak until equity is back there.
peak, deepest, length = 0, 0.0, 0.0
equity = [D(p["equity"]) for p in points]
for i, e in enumerate(equity):
    if e >= equity[peak]:
        peak = i
    depth = float((equity[peak] - e) / equity[peak])
    if depth > deepest:
        deepest = depth
        back = next((j for j in range(i, len(equity)) if equity[j] >= equity[peak]), len(equity) - 1)
        length = (when(points[back]["time"]) - when(points[peak]["time"])) / dt.timedelta(days=1)

# Seconds of the run in which some trade was open: a sweep over all beginnings and ends.
edges = sorted([(when(t["entry_time"]), 1) for t in trades] + [(when(t["exit_time"]) if t["exit_time"] else end, -1) for t in trades])
held, open_now, since = dt.timedelta(), 0, None
for time, step in edges:
    if open_now > 0:
        held += time - since
    open_now, since = open_now + step, time

nets = [D(t["net"]) for t in closed]
wins, losses = [n for n in nets if n > 0], [n for n in nets if n < 0]


def streak(sign):
    best = run = 0
    for n in nets:
        run = run + 1 if n * sign > 0 else 0
        best = max(best, run)
    return best


cagr = float(last / first) ** (365 / days) - 1
hold = float(D(points[-1]["benchmark"]) / D(points[0]["benchmark"])) - 1
downside = math.sqrt(sum(min(r, 0) ** 2 for r in daily) / len(daily))
traded = sum(D(t["bought"]) + D(t["sold"]) for t in trades)
figures = {
    "return": float(last / first) - 1,
    "cagr": cagr,
    "volatility": st.stdev(daily) * math.sqrt(365),
    "sharpe": st.mean(daily) / st.stdev(daily) * math.sqrt(365),
    "sortino": st.mean(daily) / downside * math.sqrt(365),
    "calmar": cagr / deepest,
    "max_drawdown": deepest,
    "max_drawdown_days": length,
    "exposure": held / (end - start),
    "turnover": float(traded) / 2 / st.mean(float(e) for e in equity),
    "trades": len(closed),
    "win_rate": len(wins) / len(closed),
    "profit_factor": float(sum(wins) / -sum(losses)),
    "expectancy": float(sum(nets) / len(nets)),
    "average_win": float(sum(wins) / len(wins)),
    "average_loss": float(sum(losses) / len(losses)),
    "longest_win_streak": streak(1),
    "longest_loss_streak": streak(-1),
    "fees": float(sum(D(t["fees"]) for t in trades)),
    "slippage": float(sum(D(t["slippage"]) for t in trades)),
    "benchmark_return": hold,
    "excess_return": float(last / first) - 1 - hold,
    "final_equity": float(last),
}
for name, value in figures.items():
    print(name, repr(value))
