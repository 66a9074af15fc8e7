namespace CoinPilot.Simulation.World;

/// <summary>One thing that goes wrong. Kept as data, so that a failing run can be tried again without it.</summary>
/// <param name="At">From the start of the run.</param>
/// <param name="Target">A node's or symbol's number, or a set of nodes as bits, where the kind has one.</param>
/// <param name="Detail">Per cent of cases for what happens by chance, else by kind.</param>
public sealed record Fault(int Number, FaultKind Kind, TimeSpan At, TimeSpan Length, int Target, int Detail)
{
    public override string ToString() =>
        $"#{Number} {Kind} at {At.TotalSeconds:F1} s for {Length.TotalSeconds:F1} s, target {Target}, detail {Detail}";
}
