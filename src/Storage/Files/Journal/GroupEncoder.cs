using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Turns appends into the bytes of one write. Of the writer's thread.</summary>
internal sealed class GroupEncoder(IEventCodec codec)
{
    private readonly FrameBuffer _frames = new();
    private readonly FrameBuffer _payload = new();
    private readonly List<(EntityLog Log, FrameLocation Location, long LastSequence)> _appends = [];
    private int _segment;
    private int _segmentOffset;

    public int Bytes => _frames.Length;

    public Hash256 LastEvent { get; private set; }

    public void Begin(int segment, int segmentOffset)
    {
        _frames.CutTo(0);
        _appends.Clear();
        _segment = segment;
        _segmentOffset = segmentOffset;
    }

    /// <summary>Adds one append as one frame. What it throws leaves the group as it was.</summary>
    public void Add(EntityLog log, in PendingAppend append, Timestamp recordedTime)
    {
        if (log.HeadSequence != append.ExpectedSequence)
            throw new WrongSequenceException(log.EntityId, append.ExpectedSequence, log.HeadSequence);
        if (append.Events.Count == 0)
            return;
        int start = _frames.Length;
        try
        {
            Seal(log, append, recordedTime, start);
        }
        catch
        {
            _frames.CutTo(start);
            throw;
        }
    }

    public ReadOnlySpan<byte> Written => _frames.From(0);

    /// <summary>Shows the group to readers; called once it is on the disk.</summary>
    public void Publish()
    {
        foreach ((EntityLog log, FrameLocation location, long lastSequence) in _appends)
            log.AddDurable(location, lastSequence);
    }

    private void Seal(EntityLog log, in PendingAppend append, Timestamp recordedTime, int start)
    {
        _frames.GetSpan(FrameFormat.HeadBytes);
        _frames.Advance(FrameFormat.HeadBytes);
        Hash256 hash = log.HeadHash;
        long sequence = log.HeadSequence;
        for (int i = 0; i < append.Events.Count; i++)
            hash = WriteEnvelope(log, ++sequence, append.EventTime, recordedTime, hash, append.Events[i]);
        int length = _frames.Length - start;
        if (length - FrameFormat.HeadBytes > FrameFormat.MaxBodyBytes)
            throw new InvalidOperationException($"an append of {length} bytes for {log.EntityId} is past {FrameFormat.MaxBodyBytes}");
        FrameFormat.Seal(_frames.From(start), FrameFormat.AppendMagic);
        var location = new FrameLocation(_segment, checked(_segmentOffset + start), length, log.HeadSequence + 1);
        _appends.Add((log, location, sequence));
        log.Advance(sequence, hash);
        LastEvent = hash;
    }

    private Hash256 WriteEnvelope(
        EntityLog log, long sequence, Timestamp eventTime, Timestamp recordedTime, Hash256 previous, object @event)
    {
        _payload.CutTo(0);
        (string manifest, int version) = codec.Encode(@event, _payload);
        int start = _frames.Length;
        Envelope.Write(
            _frames, log.EntityIdUtf8, sequence, eventTime, recordedTime, manifest, version, previous, _payload.From(0));
        return Hash256.Of(_frames.From(start));
    }
}
