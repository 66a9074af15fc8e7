namespace CoinPilot.Exchanges.Simulator;

/// <summary>What can be made to go wrong. In JSON the names are in lower case with underscores: <c>drop_socket</c>.</summary>
internal enum FaultKind
{
    /// <summary>At a frame for it, a socket is cut without a close frame.</summary>
    DropSocket,

    /// <summary>A socket stays open and answers pings, and its frame is lost.</summary>
    MuteSocket,

    /// <summary>Sockets are dropped after <c>ms</c> without anything either way.</summary>
    IdleTimeout,

    /// <summary>A trade is sent twice.</summary>
    DuplicateTrade,

    /// <summary>A trade is sent after the next one of its market.</summary>
    ReorderTrade,

    /// <summary>A candle's update is held back for <c>ms</c> of the venue's time.</summary>
    LateCandle,

    /// <summary>An answer comes <c>ms</c> later.</summary>
    SlowAnswer,

    /// <summary>A request is answered with <c>status</c> and not carried out.</summary>
    AnswerStatus,

    /// <summary>A request is carried out; the answer is <c>status</c>, or, without one, the connection's end.</summary>
    AcceptUnanswered,

    /// <summary>A new order is refused though no limit is used up.</summary>
    RefuseOrder,

    /// <summary>Private calls are answered <c>market_offline</c>, new sockets with 503.</summary>
    Maintenance,

    /// <summary>The Date header and the frames' <c>timestamp</c> are off by <c>ms</c>, which may be negative.</summary>
    ClockSkew,
}
