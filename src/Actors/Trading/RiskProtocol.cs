namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a risk actor, besides market data. <see cref="Signal"/> is another.</summary>
public interface IRiskMessage;

/// <summary>How the account stands: whether entries are denied, and with which code; null when they are not. From the portfolio, on every beat and change.</summary>
public sealed record EntriesHalted(string? Code) : IRiskMessage
{
    /// <summary>The limits in force; null leaves those that are known.</summary>
    public Risk.RiskLimits? Limits { get; init; }

    /// <summary>How often the limits were changed through the journal.</summary>
    public int LimitsVersion { get; init; }

    /// <summary>True when resting orders are to be cancelled.</summary>
    public bool CancelsOrders { get; init; }

    /// <summary>Why everything is to be sold; null when it is not.</summary>
    public string? FlattenReason { get; init; }
}

/// <summary>The portfolio allows the entry and holds its exposure back for it.</summary>
public sealed record ExposureReserved(string ReservationId, Values.Money Funds) : IRiskMessage
{
    /// <summary>What the checks against the account found.</summary>
    public Values.ValueList<Risk.RiskFigure> Figures { get; init; } = Values.ValueList<Risk.RiskFigure>.Empty;

    public int LimitsVersion { get; init; }
}

/// <summary>The portfolio denies the entry.</summary>
public sealed record ExposureDenied(string ReservationId, Risk.Denial Denial) : IRiskMessage;
