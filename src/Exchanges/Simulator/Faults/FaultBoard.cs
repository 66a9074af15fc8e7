using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The fault switches that are set, and the dice for them: the same seed and the same calls give the same faults. Guarded by the floor's lock.</summary>
internal sealed class FaultBoard(ulong seed)
{
    private readonly List<Fault> _faults = [];
    private readonly Dictionary<int, int> _struck = [];
    private SeededRandom _random = new(seed);
    private int _lastId;

    /// <summary>The venue's time.</summary>
    public Timestamp Now { get; set; }

    public void Add(Fault fault)
    {
        _faults.Add(fault with { Id = ++_lastId });
        _struck[_lastId] = 0;
    }

    /// <summary>Throws the dice anew from another seed.</summary>
    public void Reseed(ulong other) => _random = new SeededRandom(other);

    /// <summary>Takes one switch away, or all; false when there is none of that id.</summary>
    public bool Remove(int? id) => _faults.RemoveAll(f => id is null || f.Id == id) > 0 || id is null;

    /// <summary>The fault that strikes here and now, and is counted; null for none.</summary>
    public Fault? Strike(FaultKind kind, in FaultPlace place)
    {
        if (_faults.Count == 0)
            return null;
        foreach (Fault fault in _faults)
        {
            if (!IsActive(fault, kind) || !fault.Concerns(place) || (fault.Probability < 1 && _random.NextDouble() >= fault.Probability))
                continue;
            _struck[fault.Id]++;
            return fault;
        }
        return null;
    }

    /// <summary>The fault of this kind that lasts, uncounted and without dice; null for none.</summary>
    public Fault? Lasting(FaultKind kind, in FaultPlace place)
    {
        foreach (Fault fault in _faults)
        {
            if (IsActive(fault, kind) && fault.Concerns(place))
                return fault;
        }
        return null;
    }

    /// <summary>All switches with how often they struck.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Fault fault in _faults)
        {
            json.WriteStartObject();
            json.WriteNumber("id", fault.Id);
            json.WriteString("fault", fault.Name);
            json.WriteString("from", fault.From.ToString());
            if (fault.Until.UnixMicros < long.MaxValue)
                json.WriteString("until", fault.Until.ToString());
            json.WriteBoolean("active", IsActive(fault, fault.Kind));
            json.WriteNumber("struck", _struck[fault.Id]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private bool IsActive(Fault fault, FaultKind kind) =>
        fault.Kind == kind && Now >= fault.From && Now < fault.Until && _struck[fault.Id] < fault.Count;
}
