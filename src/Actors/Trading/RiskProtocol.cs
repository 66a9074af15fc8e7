namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a risk actor, besides market data. <see cref="Signal"/> is another.</summary>
public interface IRiskMessage;

/// <summary>Whether entries are denied for the whole account, and with which code; null when they are not. From the portfolio.</summary>
public sealed record EntriesHalted(string? Code) : IRiskMessage;

/// <summary>The portfolio allows the entry and holds its exposure back for it.</summary>
public sealed record ExposureReserved(string ReservationId, Values.Money Funds) : IRiskMessage;

/// <summary>The portfolio denies the entry.</summary>
public sealed record ExposureDenied(string ReservationId, Risk.Denial Denial) : IRiskMessage;
