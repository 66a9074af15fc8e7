using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// One made-up market, minute by minute: regimes, volatility that clusters (a GARCH(1, 1) in <c>_heat</c>), jumps, and a share of what
/// moves all markets. Uses only arithmetic that gives the same
/// bits on every machine.
/// </summary>
internal sealed class SyntheticTape(SyntheticSymbol symbol, int market, ulong seed)
{
    private const double MinimumFunds = 5_000;
    private const double MaximumFunds = 200_000_000;
    private const double PullPerMinute = 0.00002;
    private const int MinutesPerJump = 2_000;

    private readonly SeededRandom _random = new(seed);
    private readonly double _anchor = symbol.OpeningPrice.ToDouble();
    private readonly double _ownShare = Math.Sqrt(1 - symbol.Correlation * symbol.Correlation);
    private Regime _regime = Regime.Calm;
    private double _fair = symbol.OpeningPrice.ToDouble();

    /// <summary>Follows the squares of recent returns, 1 on average: large moves come in clusters.</summary>
    private double _heat = 1;

    /// <summary>Adds the trades of the minute that starts at <paramref name="minute"/>; not in order of time with other markets'.</summary>
    /// <param name="minute">Where it starts.</param>
    /// <param name="common">What moves all markets in it, in standard deviations.</param>
    /// <param name="trades">Where they go.</param>
    public void AddMinute(Timestamp minute, double common, List<TapeTrade> trades)
    {
        _regime = _regime.Next(_random);
        int count = CountTrades();
        double volatility = symbol.VolatilityPerMinute * _regime.Volatility * Math.Sqrt(_heat);
        double before = _fair;
        if (_random.NextInt(MinutesPerJump) == 0)
            _fair *= 1 + _random.NextGaussian() * 0.008;
        double drift = _regime.DriftPerMinute - PullPerMinute * (_fair / _anchor - 1) + symbol.Correlation * symbol.VolatilityPerMinute * common;
        if (count == 0)
            _fair *= 1 + drift;

        Span<int> millis = stackalloc int[count];
        for (int i = 0; i < count; i++)
            millis[i] = _random.NextInt(60_000);
        millis.Sort();
        double step = volatility * _ownShare / Math.Sqrt(Math.Max(1, count));
        foreach (int milli in millis)
        {
            _fair *= 1 + drift / count + step * _random.NextGaussian();
            trades.Add(new TapeTrade(market, TradeAt(minute + TimeSpan.FromMilliseconds(milli))));
        }
        double surprise = (_fair / before - 1) / (symbol.VolatilityPerMinute * _regime.Volatility);
        _heat = Math.Min(5, 0.07 + 0.88 * _heat + 0.05 * surprise * surprise);
    }

    private int CountTrades()
    {
        if (_random.NextDouble() < symbol.QuietMinutes)
            return 0;
        double mean = symbol.TradesPerMinute * _regime.Activity * Math.Sqrt(_heat);
        return Math.Clamp((int)(mean + Math.Sqrt(mean) * _random.NextGaussian() + 0.5), 1, 200);
    }

    private Trade TradeAt(Timestamp time)
    {
        // A buyer pays the ask, a seller gets the bid: the grid's steps around the fair price.
        OrderSide taker = _random.NextInt(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
        var fair = new Price(Math.Max(1, (long)(_fair * Fixed.One)));
        Price price = taker == OrderSide.Buy ? TickTable.CeilingToTick(fair) : TickTable.FloorToTick(fair);
        double funds = Math.Clamp(symbol.TradeFunds * (0.02 / (_random.NextDouble() + 0.002) + _random.NextDouble()), MinimumFunds, MaximumFunds);
        var quantity = Quantity.FromUnits((long)(funds / price.ToDouble() * Fixed.One) + 1);
        return new Trade(time, price, quantity, taker, SequentialId: 0);
    }
}
