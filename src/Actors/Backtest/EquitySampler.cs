using CoinPilot.Backtest;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>Measures the account and its benchmark whenever a UTC hour begins.</summary>
internal sealed class EquitySampler(VenueCore core, Money cash, FeeRate fee)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly List<EquityPoint> _points = [];
    private HoldBenchmark? _benchmark;
    private Price[] _prices = [];

    /// <summary>The first minute at or after this one is to be told to <see cref="Begin"/>.</summary>
    public Timestamp Next { get; private set; }

    /// <summary>
    /// An hour begins, or the run, with this minute, through which nothing has moved yet. Hours that passed without a candle had the same prices.
    /// </summary>
    public void Begin(ReadOnlySpan<SymbolCandle> minute)
    {
        Timestamp now = minute[0].Candle.OpenTime;
        _benchmark ??= new HoldBenchmark(cash, fee, core.Markets.Count);
        if (_points.Count == 0)
            _points.Add(new EquityPoint(now, cash, Money.Zero, cash));
        else
        {
            for (; Next <= now; Next += Hour)
                _points.Add(Measure(Next));
        }
        BuyBenchmark(minute);
        Next = now.FloorTo(Hour) + Hour;
    }

    /// <summary>The curve so far, ending <paramref name="now"/> with what the account's own books say.</summary>
    public EquityCurve Curve(Timestamp now, Money equity, double maxDrawdown)
    {
        EquityPoint end = _points.Count == 0 ? new EquityPoint(now, equity, Money.Zero, equity) : Measure(now) with { Equity = equity };
        return new EquityCurve([.. _points.Where(p => p.Time < now), end], maxDrawdown);
    }

    private EquityPoint Measure(Timestamp time)
    {
        ReadOnlySpan<Price> prices = Prices();
        Money invested = Money.Zero;
        for (int i = 0; i < prices.Length; i++)
            invested += Money.NotionalDown(prices[i], core.Markets[i].Free + core.Markets[i].Locked);
        return new EquityPoint(time, core.FreeCash + core.LockedCash + invested, invested, _benchmark!.Value(prices));
    }

    private ReadOnlySpan<Price> Prices()
    {
        Array.Resize(ref _prices, core.Markets.Count);
        for (int i = 0; i < _prices.Length; i++)
            _prices[i] = core.Markets[i].LastPrice;
        return _prices;
    }

    // Each at the first hour at which it has a price: the opening of its minute, or the last one before.
    private void BuyBenchmark(ReadOnlySpan<SymbolCandle> minute)
    {
        ReadOnlySpan<Price> prices = Prices();
        foreach (SymbolCandle opening in minute)
            _prices[opening.Symbol] = opening.Candle.Open;
        for (int i = 0; i < prices.Length; i++)
        {
            if (prices[i].IsSet && _benchmark!.Wants(i))
                _benchmark.Buy(i, prices[i]);
        }
    }
}
