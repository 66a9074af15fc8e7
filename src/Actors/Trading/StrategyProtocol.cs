using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a strategy actor, besides market data and <see cref="WarmUp"/>.</summary>
public interface IStrategyMessage;

/// <summary>What the strategy holds by the journal, and whether an order of its is open. From the position actor, after every change and on joining.</summary>
public sealed record StrategyPosition(string Strategy, StrategyView View, bool HasOpenOrder) : IStrategyMessage
{
    /// <summary>Its fills that are new, or asked for by <see cref="JoinStrategy.AfterFill"/>; the oldest first.</summary>
    public ValueList<Fill> Fills { get; init; } = ValueList<Fill>.Empty;

    /// <summary>The number of the symbol's newest fill.</summary>
    public long LastFill { get; init; }
}

/// <summary>The intent came to nothing. <paramref name="Code"/> is stable.</summary>
public sealed record OrderDenied(string Strategy, string Code, string Detail) : IStrategyMessage;

/// <summary>No answer to an intent in time: the strategy asks the position actor how things stand.</summary>
public sealed record IntentTimedOut : IStrategyMessage;

/// <summary>The position actor has lost who its strategies are: they join again.</summary>
public sealed record PositionRestarted : IStrategyMessage;

/// <summary>A strategy's wish, to the risk actor. <paramref name="Held"/> is what an exit would sell.</summary>
public sealed record Signal(string Strategy, Intent Intent, Quantity Held) : IRiskMessage;
