namespace CoinPilot.Actors.Wire;

/// <summary>How one event type is written: its manifest never changes, its version rises with every change, old versions stay readable.</summary>
public abstract class EventSchema(string manifest, int version, Type type)
{
    public string Manifest { get; } = manifest;

    /// <summary>The version that is written, from 1.</summary>
    public int Version { get; } = version;

    public Type Type { get; } = type;

    internal abstract void Write(object @event, ref WireWriter wire);

    internal abstract object Read(ref WireReader wire, int version);
}

internal delegate void WriteEvent<in T>(T @event, ref WireWriter wire);

internal delegate T ReadEvent<out T>(ref WireReader wire);

/// <summary>The schema of an event.</summary>
/// <param name="upcasters">One for each earlier version, from 1: reads its bytes and gives the event of today, with what the version did not have filled in.</param>
internal sealed class EventSchema<T>(string manifest, WriteEvent<T> write, ReadEvent<T> read, params ReadEvent<T>[] upcasters)
    : EventSchema(manifest, upcasters.Length + 1, typeof(T))
    where T : class
{
    internal override void Write(object @event, ref WireWriter wire) => write((T)@event, ref wire);

    internal override object Read(ref WireReader wire, int version) => version < Version ? upcasters[version - 1](ref wire) : read(ref wire);
}
