using CoinPilot.Actors.InProcess;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Network;

/// <summary>What carries messages between nodes: in order per pair, at most once and soon, but for the faults in force.</summary>
internal sealed class SimNetwork(VirtualClock clock, Conditions conditions, Trace trace, Action<int, Letter> deliver)
{
    /// <summary>The longest that a message is ever under way, ms.</summary>
    public const int LongestMs = 10_000;

    private readonly Dictionary<(int From, int To), Timestamp> _lastArrival = [];

    public void Send(int to, Letter letter)
    {
        if (IsCut(letter.From, to) || conditions.Strikes(FaultKind.MessagesDropped))
            return;
        Carry(to, letter);
        if (conditions.Strikes(FaultKind.MessagesDuplicated))
            Carry(to, letter);
    }

    private void Carry(int to, Letter letter)
    {
        Timestamp arrival = clock.Now + (conditions.Strikes(FaultKind.MessagesDelayed) ? conditions.Between(50, LongestMs / 2.0) : conditions.Between(0.2, 3));
        (int, int) pair = (letter.From, to);
        if (conditions.Strikes(FaultKind.MessagesReordered))
            arrival += conditions.Between(1, LongestMs / 2.0);
        else if (_lastArrival.TryGetValue(pair, out Timestamp last) && arrival <= last)
            arrival = new Timestamp(last.UnixMicros + 1);
        _lastArrival[pair] = arrival;
        clock.At(arrival, () => Arrive(to, letter));
    }

    private void Arrive(int to, Letter letter)
    {
        if (IsCut(letter.From, to))
            return;
        trace.Note("network", $"{letter.From}->{to} {letter.Message.GetType().Name} to {letter.ToPath}");
        deliver(to, letter);
    }

    private bool IsCut(int from, int to) => conditions.Separates(from, to);
}

/// <summary>A message between nodes. Addresses are paths: an actor that was started again is reached under the same one.</summary>
internal sealed record Letter(int From, string FromPath, string ToPath, object Message);
