using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a strategy actor, besides market data and <see cref="WarmUp"/>.</summary>
public interface IStrategyMessage;

/// <summary>What the strategy holds by the journal, and whether an order of its is open. From the position actor, after every change and on joining.</summary>
public sealed record StrategyPosition(string Strategy, StrategyView View, bool HasOpenOrder) : IStrategyMessage;

/// <summary>The intent came to nothing. <paramref name="Code"/> is stable.</summary>
public sealed record OrderDenied(string Strategy, string Code, string Detail) : IStrategyMessage;

/// <summary>No answer to an intent in time: the strategy asks the position actor how things stand.</summary>
public sealed record IntentTimedOut : IStrategyMessage;

/// <summary>A strategy's wish, to the risk actor. <paramref name="Held"/> is what an exit would sell.</summary>
public sealed record Signal(string Strategy, Intent Intent, Quantity Held) : IRiskMessage;
