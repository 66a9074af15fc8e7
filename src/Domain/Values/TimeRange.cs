namespace CoinPilot.Values;

/// <summary>From <paramref name="From"/>, inclusive, to <paramref name="To"/>, exclusive.</summary>
public readonly record struct TimeRange(Timestamp From, Timestamp To)
{
    public bool IsEmpty => To <= From;

    public bool Contains(Timestamp time) => time >= From && time < To;

    public TimeRange Intersect(TimeRange other) => new(
        From > other.From ? From : other.From, To < other.To ? To : other.To);
}
