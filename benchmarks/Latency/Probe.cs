using System.Diagnostics;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Latency;

/// <summary>Knows when each tick was due, which tick each symbol's order came from, and so how long it took. One order a symbol at a time.</summary>
internal sealed class Probe(Symbol[] symbols)
{
    private readonly long[] _due = new long[1 << 20];
    private readonly long[] _cause = new long[symbols.Length];
    private readonly List<double> _micros = [];
    private bool _measures;

    public IReadOnlyList<double> Micros
    {
        get
        {
            lock (_micros)
                return [.. _micros];
        }
    }

    /// <summary>The warm-up is over.</summary>
    public void Begin() => Volatile.Write(ref _measures, true);

    public void Due(int tick, long timestamp) => Volatile.Write(ref _due[tick], timestamp);

    /// <summary>The strategy asked for an order because of this tick.</summary>
    public void Asked(int symbol, long tick) => Volatile.Write(ref _cause[symbol], Volatile.Read(ref _due[tick]));

    /// <summary>The order's last byte has been written.</summary>
    public void Sent(string code)
    {
        long cause = Volatile.Read(ref _cause[Array.FindIndex(symbols, s => s.Code == code)]);
        if (!Volatile.Read(ref _measures))
            return;
        lock (_micros)
            _micros.Add(Stopwatch.GetElapsedTime(cause).TotalMicroseconds);
    }
}
