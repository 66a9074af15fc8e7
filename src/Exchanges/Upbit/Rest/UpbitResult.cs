namespace CoinPilot.Exchanges.Upbit;

/// <summary>A call's value, or why there is none; one of the two is null.</summary>
public sealed record UpbitResult<T>(T? Value, UpbitFailure? Failure) where T : class;

/// <summary>Why a call gave no value.</summary>
/// <param name="Error">What the venue's own word means; <see cref="UpbitError.None"/> where it said none.</param>
/// <param name="Status">The HTTP status, 0 without an answer.</param>
/// <param name="Name">The venue's name of the error, which its quotation calls write as a number.</param>
/// <param name="Detail">One line for people.</param>
public sealed record UpbitFailure(UpbitOutcome Outcome, UpbitError Error, int Status, string Name, string Detail);
