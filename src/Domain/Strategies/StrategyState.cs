using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>One saved value of a strategy, as text that reads back exactly.</summary>
public readonly record struct StateField(string Name, string Value);

/// <summary>Something that happened to a strategy on one symbol; kept in its journal for ever.</summary>
public interface IStrategyEvent;

/// <summary>What the strategy remembers from here on. The newest one is its state; those before tell how it came about.</summary>
/// <param name="Kind">Which strategy wrote it: another kind under the same name does not read it.</param>
/// <param name="Version">Of the state, by its strategy.</param>
/// <param name="LastFill">The newest <see cref="Fill.Number"/> that it has been told of; the ones after it are told again.</param>
/// <param name="MarketTime">The venue's time of the newest trade or candle that it has seen.</param>
public sealed record StrategyStateSaved(
    string Strategy, string Kind, int Version, ValueList<StateField> State, long LastFill, Timestamp MarketTime, Timestamp At) : IStrategyEvent;

/// <summary>A saved state cannot be read: its version is of a later build, or a value is missing or no such value. The message names it.</summary>
public sealed class StrategyStateException(string message) : Exception(message);
