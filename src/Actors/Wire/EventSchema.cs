namespace CoinPilot.Actors.Wire;

/// <summary>How one event type is written: its manifest never changes, its version rises with every change, old versions stay readable.</summary>
public abstract class EventSchema(string manifest, int version, int newest, Type type)
{
    public string Manifest { get; } = manifest;

    /// <summary>The version that is written, from 1.</summary>
    public int Version { get; } = version;

    /// <summary>The newest version that is read: above <see cref="Version"/> while readers ship before writers.</summary>
    public int Newest { get; } = newest;

    public Type Type { get; } = type;

    internal abstract void Write(object @event, ref WireWriter wire);

    internal abstract object Read(ref WireReader wire, int version);
}

internal delegate void WriteEvent<in T>(T @event, ref WireWriter wire);

/// <summary>Reads a payload of that version, and of every one before it.</summary>
internal delegate T ReadEvent<out T>(ref WireReader wire, int version);

internal delegate T ReadFirstVersion<out T>(ref WireReader wire);

/// <summary>The schema of <typeparamref name="T"/>.</summary>
internal sealed class EventSchema<T>(string manifest, int version, int newest, WriteEvent<T> write, ReadEvent<T> read)
    : EventSchema(manifest, version, newest, typeof(T))
    where T : class
{
    /// <summary>A schema that has had one version so far.</summary>
    public EventSchema(string manifest, WriteEvent<T> write, ReadFirstVersion<T> read)
        : this(manifest, 1, 1, write, (ref WireReader wire, int _) => read(ref wire))
    {
    }

    internal override void Write(object @event, ref WireWriter wire) => write((T)@event, ref wire);

    internal override object Read(ref WireReader wire, int version) => read(ref wire, version);
}
