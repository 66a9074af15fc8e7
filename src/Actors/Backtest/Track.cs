using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>One symbol of a backtest: its tape, its market at the venue and its market actor.</summary>
internal sealed class Track(Symbol symbol, int number, VenueMarket venueMarket, ActorRef market, IReadOnlyList<StrategyChoice> strategies, MinuteTape tape)
{
    private readonly bool _looksInside = strategies.Select(choice => choice.Create()).Any(s => s.WantsTicks || s.TimerPeriod is not null);
    private bool _isArmed;

    public Symbol Symbol => symbol;

    /// <summary>Its place among the symbols; what happens at one instant happens in their order.</summary>
    public int Number => number;

    public VenueMarket VenueMarket => venueMarket;

    public ActorRef Market => market;

    public IReadOnlyList<StrategyChoice> Strategies => strategies;

    public MinuteTape Tape => tape;

    /// <summary>False where nobody can ever trade.</summary>
    public bool IsTraded => strategies.Count > 0;

    /// <summary>True while the position holds something.</summary>
    public bool Holds { get; private set; }

    /// <summary>
    /// True where something may come of a trade: a strategy looks at trades or wakes by a timer, or an order waits, at the venue or for a price.
    /// </summary>
    public bool IsAwake => _looksInside || _isArmed || venueMarket.HasResting;

    /// <summary>When the next minute opens, in microseconds; <see cref="long.MaxValue"/> at the end.</summary>
    public long NextOpen
    {
        get
        {
            ReadOnlySpan<Candle> ahead = tape.Ahead;
            return ahead.IsEmpty ? long.MaxValue : ahead[0].OpenTime.UnixMicros;
        }
    }

    public void Take(PositionBook book)
    {
        _isArmed = book.WaitingOrders.Count > 0;
        Holds = !book.TotalQuantity.IsZero;
    }
}
