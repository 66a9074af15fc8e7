using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a strategy actor, besides market data and <see cref="WarmUp"/>.</summary>
public interface IStrategyMessage;

/// <summary>What the strategy holds by the journal, and whether an order of its is open. From the position actor, after every change and on joining.</summary>
public sealed record StrategyPosition(string Strategy, StrategyView View, bool HasOpenOrder) : IStrategyMessage
{
    /// <summary>Its fills from <see cref="AfterFill"/> to <see cref="LastFill"/>: those that are new, or that it asked for; the oldest first.</summary>
    public ValueList<Fill> Fills { get; init; } = ValueList<Fill>.Empty;

    /// <summary>The number of the fill before the first that this tells of. A strategy that does not know of that one has missed some.</summary>
    public long AfterFill { get; init; }

    /// <summary>The number of the symbol's newest fill.</summary>
    public long LastFill { get; init; }

    /// <summary>The <see cref="Signal.Number"/> that was carried out with this change; 0 where it follows from something else.</summary>
    public long Answers { get; init; }
}

/// <summary>The intent came to nothing. <paramref name="Code"/> is stable.</summary>
public sealed record OrderDenied(string Strategy, string Code, string Detail) : IStrategyMessage;

/// <summary>No answer to an intent in time: the strategy asks the position actor how things stand.</summary>
public sealed record IntentTimedOut : IStrategyMessage;

/// <summary>The position actor has lost who its strategies are: they join again.</summary>
public sealed record PositionRestarted : IStrategyMessage;

/// <summary>Replied to with <see cref="StrategyStatus"/>.</summary>
public sealed record GetStrategyStatus : IStrategyMessage;

/// <summary>How a strategy stands on one symbol.</summary>
/// <param name="WarmMinutes">How many minutes of history and market it has seen, up to its warm-up.</param>
/// <param name="IsWarm">True once it decides.</param>
/// <param name="State">What it saved last.</param>
/// <param name="Conditions">Of its next decision, as they stand.</param>
/// <param name="Last">Its latest decision since it started, or null.</param>
public sealed record StrategyStatus(
    string Strategy, StrategyView View, int WarmMinutes, int WarmUpMinutes, bool IsWarm, Timestamp MarketTime,
    ValueList<StateField> State, ValueList<Condition> Conditions, StrategyDecision? Last);

/// <summary>What a strategy wanted, when by the market's time, and what became of it.</summary>
public sealed record StrategyDecision(Intent Intent, Timestamp At, string Outcome)
{
    public const string UnderWay = "under way";

    public const string CarriedOut = "carried out";

    public const string NoAnswer = "no answer in time";
}

/// <summary>A strategy's wish, to the risk actor. <paramref name="Held"/> is what an exit would sell.</summary>
public sealed record Signal(string Strategy, Intent Intent, Quantity Held) : IRiskMessage
{
    /// <summary>Counts the strategy's signals from 1, so that it knows the answer to its newest; 0 for one that waits for none.</summary>
    public long Number { get; init; }
}
