using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Wire;

/// <summary>The schemas of <see cref="IStrategyEvent"/>s. Fields are written in the order of the record; lists are preceded by their count.</summary>
internal static class StrategySchemas
{
    public static IReadOnlyList<EventSchema> All { get; } =
    [
        new EventSchema<StrategyStateSaved>("strategy-state-saved", Write, ReadState),
    ];

    private static void Write(StrategyStateSaved e, ref WireWriter w)
    {
        w.WriteString(e.Strategy);
        w.WriteString(e.Kind);
        w.WriteInt(e.Version);
        w.WriteLong(e.State.Count);
        foreach (StateField field in e.State)
        {
            w.WriteString(field.Name);
            w.WriteString(field.Value);
        }
        w.WriteLong(e.LastFill);
        w.WriteTimestamp(e.MarketTime);
        w.WriteTimestamp(e.At);
    }

    private static StrategyStateSaved ReadState(ref WireReader r)
    {
        string strategy = r.ReadString();
        string kind = r.ReadString();
        int version = r.ReadInt();
        List<StateField> fields = [];
        for (long i = r.ReadCount(); i > 0; i--)
            fields.Add(new StateField(r.ReadString(), r.ReadString()));
        return new StrategyStateSaved(strategy, kind, version, ValueList<StateField>.Of(fields), r.ReadLong(), r.ReadTimestamp(), r.ReadTimestamp());
    }
}
