using CoinPilot.Actors.InProcess;

namespace CoinPilot.Simulation.World;

/// <summary>What happened, in order, as a hash (FNV-1a, 64 bits): the same seed gives the same one in every process.</summary>
internal sealed class Trace(VirtualClock clock, TextWriter? log)
{
    private ulong _hash = 14695981039346656037;

    public ulong Hash => _hash;

    public long Notes { get; private set; }

    /// <summary>Called after every note: a step.</summary>
    public Action? Noted { get; set; }

    public void Note(string kind, string what)
    {
        Notes++;
        Add((ulong)clock.Now.UnixMicros);
        Add(kind);
        Add(what);
        log?.WriteLine($"{clock.Now:u} {kind,-9} {what}");
        Noted?.Invoke();
    }

    private void Add(string text)
    {
        foreach (char c in text)
            Add(c);
    }

    private void Add(ulong value) => _hash = (_hash ^ value) * 1099511628211;
}
