using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>How a <see cref="LocalExchange"/> is set up.</summary>
public sealed record LocalExchangeOptions
{
    /// <summary>The tape; serves this exchange alone.</summary>
    public required IMarketSource Source { get; init; }

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>False listens on every address.</summary>
    public bool LoopbackOnly { get; init; } = true;

    /// <summary>Venue seconds per real second, above 0; <see cref="double.PositiveInfinity"/> goes as fast as subscribers keep up, for a source that waits for them.</summary>
    public double Speed { get; init; } = 1;

    public Money OpeningCash { get; init; } = Money.Of(10_000_000);

    /// <summary>Coins that the account begins with, and what they cost.</summary>
    public IReadOnlyList<(Symbol Symbol, Quantity Quantity, Money Cost)> OpeningHoldings { get; init; } = [];

    /// <summary>Where accounts and orders are kept; null for in memory only. With books, their opening cash counts. Disposed by whoever made them.</summary>
    public ExchangeBooks? Books { get; init; }

    public VenueRules Rules { get; init; } = VenueRules.UpbitKrw;

    /// <summary>Null lets private calls in without a token.</summary>
    public ExchangeKeys? Keys { get; init; }

    /// <summary>The date (UTC) whose venue rules count: ticks, levels, order limit, self-match prevention; null for that of the opening.</summary>
    public DateOnly? RulesDate { get; init; }

    /// <summary>Real time from a cancel's answer to the cancel; fills may come between.</summary>
    public TimeSpan CancelLatency { get; init; }

    /// <summary>Faults to inject, as JSON (see docs/local-exchange.md); null for none.</summary>
    public string? FaultScenario { get; init; }

    /// <summary>Null limits nothing.</summary>
    public RateLimits? Limits { get; init; } = new();

    /// <summary>A socket over which nothing went either way for so long is dropped without a close frame.</summary>
    public TimeSpan SocketIdleTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How often <c>{"status":"UP"}</c> follows a text PING.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Frames that may wait for one subscriber: beyond, it is cut off, or a waiting source pauses.</summary>
    public int SubscriberQueueLimit { get; init; } = 16_384;

    /// <summary>A subscriber that takes no byte for so long is cut off, even by a source that waits.</summary>
    public TimeSpan SubscriberStallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// True where the tape stands still until <see cref="LocalExchange.Step"/> moves it, trade by trade; <see cref="Speed"/> then counts for nothing.
    /// </summary>
    public bool IsStepped { get; init; }

    /// <summary>The real time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
