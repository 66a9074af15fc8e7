using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>
/// A made-up market that never ends: the same seed and start give the same trades on every machine. Prices lie on the tick grid;
/// every market has its own stream of random numbers.
/// </summary>
public sealed class SyntheticMarket : IMarketSource
{
    /// <summary>Ten days: enough for 200 bars of one hour.</summary>
    public const int DefaultHistoryMinutes = 14_400;

    private const int FewestHistoryMinutes = 60;
    private const int LevelVariationPercent = 60;
    private const int HistoryCandles = 400_000;

    private readonly IReadOnlyList<SyntheticSymbol> _symbols;
    private readonly SyntheticTape[] _tapes;
    private readonly CommonFactor _common;
    private readonly List<TapeTrade> _minuteTrades = [];
    private readonly Timestamp? _start;
    private readonly int _historyMinutes;
    private Timestamp _minute;
    private int _at;

    /// <param name="seed">Names the market.</param>
    /// <param name="symbols">Its markets; null for <see cref="SyntheticSymbol.Defaults"/>.</param>
    /// <param name="start">The venue's time at opening, cut to the minute; null for the real time.</param>
    /// <param name="historyMinutes">Minutes of trades before that.</param>
    public SyntheticMarket(
        ulong seed, IReadOnlyList<SyntheticSymbol>? symbols = null, Timestamp? start = null, int historyMinutes = DefaultHistoryMinutes)
    {
        symbols ??= SyntheticSymbol.Defaults;
        if (symbols.Count == 0)
            throw new ArgumentException("a market needs at least one symbol", nameof(symbols));
        ArgumentOutOfRangeException.ThrowIfNegative(historyMinutes);
        Symbols = [.. symbols.Select(s => s.Symbol)];
        var seeds = new SeededRandom(seed);
        _tapes = [.. symbols.Select((s, market) => new SyntheticTape(s, market, seeds.NextULong()))];
        // A seed of its own: how many markets there are changes none of them.
        _common = new CommonFactor(seed ^ 0xC0_33_0F_AC70);
        _symbols = symbols;
        _start = start;
        _historyMinutes = historyMinutes;
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    public bool WaitsForConsumers => false;

    /// <summary>Minutes of history that so many markets can begin with: ten days of a few, an hour of thousands.</summary>
    public static int HistoryMinutesOf(int symbols) => Math.Clamp(HistoryCandles / symbols, FewestHistoryMinutes, DefaultHistoryMinutes);

    public VenueRules RulesOf(int market, VenueRules rules) => rules with
    {
        LevelFunds = _symbols[market].LevelFunds,
        SpreadTicks = _symbols[market].SpreadTicks,
        LevelVariationPercent = LevelVariationPercent,
    };

    public Timestamp Start(Timestamp now)
    {
        Timestamp start = (_start ?? now).FloorTo(TimeSpan.FromMinutes(1));
        _minute = start - TimeSpan.FromMinutes(_historyMinutes);
        return start;
    }

    public bool TryNext(out TapeTrade next)
    {
        while (_at == _minuteTrades.Count)
            MakeMinute();
        next = _minuteTrades[_at++];
        return true;
    }

    private void MakeMinute()
    {
        _minuteTrades.Clear();
        _at = 0;
        double common = _common.Next();
        foreach (SyntheticTape tape in _tapes)
            tape.AddMinute(_minute, common, _minuteTrades);
        _minute += TimeSpan.FromMinutes(1);
        Order();
    }

    /// <summary>By time, then by market; trades of one market at one instant keep their order.</summary>
    private void Order()
    {
        TapeTrade[] ordered = [.. _minuteTrades.OrderBy(t => t.Trade.Time).ThenBy(t => t.Market)];
        _minuteTrades.Clear();
        _minuteTrades.AddRange(ordered);
    }
}
