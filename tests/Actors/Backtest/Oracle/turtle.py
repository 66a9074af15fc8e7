"""What the turtle's system 1 does on bars of an hour of real one-minute candles, written from docs/strategies-reference.md alone.

python3 turtle.py FOLDER > turtle.csv     FOLDER holds BTC_KRW_1m.csv.gz and so on
"""
import datetime as dt

from mean_reversion import load, path, tick

HOUR = 3600


def run(coin):
    log, bars, ranges = [], [], []
    bar = None                                  # [hour, high, low, close]
    known_until = 0                             # levels hold for prices before this time
    entry = exit_low = failsafe = n = None
    trade = None                                # an open position: units, price of the last one, its N
    sold_in = None
    shadow, won = None, False                   # the last breakout: [entry, stop, skipped]

    def close_bar():
        nonlocal bar, entry, exit_low, failsafe, n, known_until
        if bars:
            previous = bars[-1][3]
            ranges.append(max(bar[1], previous) - min(bar[2], previous))
        if len(ranges) == 20:
            n = sum(ranges) / 20
        elif len(ranges) > 20:
            n = (19 * n + ranges[-1]) / 20
        bars.append(bar)
        if len(bars) >= 55 and n is not None:
            entry = max(b[1] for b in bars[-20:])
            failsafe = max(b[1] for b in bars[-55:])
            exit_low = min(b[2] for b in bars[-10:])
        known_until = max(known_until, bar[0] + 2 * HOUR)
        bar = None

    def price(p, t, current):
        nonlocal trade, sold_in
        if entry is None:
            return
        if trade:
            units, last, its_n = trade
            if p <= last - 2 * its_n:
                why = 'stop'
            elif current and p < exit_low:
                why = 'low'
            elif current and units < 4 and p >= last + 0.5 * its_n:
                trade = (units + 1, p + tick(p), its_n)
                log.append((t, 'Buy', f'unit {units + 1}'))
                return
            else:
                return
            log.append((t, 'Sell', why))
            trade, sold_in = None, known_until
            return
        if not current or sold_in == known_until:
            return
        skips = shadow[2] if shadow else won
        if p > entry and not skips:
            why = 'system 1'
        elif skips and p > failsafe:
            why = 'failsafe'
        else:
            return
        trade = (1, p + tick(p), n)
        log.append((t, 'Buy', why))

    for t, o, h, l, c, v in load(coin):
        way = path(o, h, l, c)
        for i, p in enumerate(way):
            at = t + i * (60 // len(way))
            price(p, at, at < known_until)
        if bar and t >= bar[0] + HOUR:
            close_bar()
        if t >= known_until:
            known_until = t // HOUR * HOUR + HOUR
        if entry is not None:
            if shadow:
                if l <= shadow[1] or l < exit_low:
                    won = min(o, max(shadow[1], exit_low)) > shadow[0]
                    shadow = None
            elif h > entry:
                at = max(o, entry)
                shadow = (at, at - 2 * n, won)
        price(c, t + 60, True)
        if bar is None:
            bar = [t // HOUR * HOUR, h, l, c]
        else:
            bar = [bar[0], max(bar[1], h), min(bar[2], l), c]
        if t + 60 == bar[0] + HOUR:
            close_bar()
    return log


for coin in ['BTC', 'ETH', 'SOL', 'XRP', 'DOGE']:
    for t, side, why in run(coin):
        print(f"{coin},{dt.datetime.fromtimestamp(t, dt.timezone.utc):%Y-%m-%dT%H:%M},{side},{why}")
