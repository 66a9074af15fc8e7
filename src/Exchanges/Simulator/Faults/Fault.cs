using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>One fault switch: what, where, when and how often.</summary>
internal sealed record Fault(FaultKind Kind, string Name, Timestamp From, Timestamp Until)
{
    /// <summary>Named by the board.</summary>
    public int Id { get; init; }

    /// <summary>The limit group that it strikes; null for all.</summary>
    public string? Group { get; init; }

    /// <summary>A path, or a method and a path; null for all.</summary>
    public string? Endpoint { get; init; }

    public string? Symbol { get; init; }

    /// <summary><c>public</c> or <c>private</c>; null for both.</summary>
    public string? Socket { get; init; }

    public double Probability { get; init; } = 1;

    /// <summary>How often it strikes at most.</summary>
    public int Count { get; init; } = int.MaxValue;

    public int Millis { get; init; }

    /// <summary>HTTP status; 0 for none.</summary>
    public int Status { get; init; }

    public TimeSpan Delay => TimeSpan.FromMilliseconds(Millis);

    public bool Concerns(in FaultPlace place) =>
        Matches(Group, place.Group) && Matches(Symbol, place.Symbol) && Matches(Socket, place.Socket) &&
        (Endpoint is null || Endpoint == place.Path || Endpoint == $"{place.Method} {place.Path}");

    private static bool Matches(string? wanted, string? actual) => wanted is null || wanted == actual;
}

/// <summary>Where something may go wrong; null where a part does not apply.</summary>
internal readonly record struct FaultPlace(string? Group = null, string? Method = null, string? Path = null, string? Symbol = null, string? Socket = null);
