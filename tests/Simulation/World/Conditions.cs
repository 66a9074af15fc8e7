using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>The faults in force. What happens by chance is drawn from a stream of its own.</summary>
internal sealed class Conditions(ulong seed)
{
    private readonly SeededRandom _random = new(seed ^ 0xC0FFEE);
    private readonly List<Fault> _active = [];

    public void Begin(Fault fault) => _active.Add(fault);

    public void End(Fault fault) => _active.Remove(fault);

    /// <summary>True while a cut runs between the two nodes.</summary>
    public bool Separates(int one, int other) => _active.Any(f => f.Kind == FaultKind.Partition && ((f.Target >> one) & 1) != ((f.Target >> other) & 1));

    /// <summary>True as often as a fault of that kind in force says.</summary>
    public bool Strikes(FaultKind kind, int? target = null)
    {
        foreach (Fault fault in _active)
        {
            if (fault.Kind == kind && (target is null || fault.Target == target) && _random.NextInt(100) < fault.Detail)
                return true;
        }
        return false;
    }

    public TimeSpan Between(double fromMs, double toMs) =>
        TimeSpan.FromMicroseconds(Math.Round(1000 * (fromMs + (toMs - fromMs) * _random.NextDouble())));

    public int Choose(int exclusiveMaximum) => _random.NextInt(exclusiveMaximum);
}
