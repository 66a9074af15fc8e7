namespace CoinPilot.Actors.Trading;

/// <summary>To self: time to repeat to the portfolio how things stand, and to ask about what has gone silent.</summary>
internal sealed record HeartbeatDue;
