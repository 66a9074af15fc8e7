using System.Text;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Postgres.Journal;

/// <summary>Turns appends into events with envelope and hash. Of the writer's thread.</summary>
internal sealed class EventEncoder(IEventCodec codec, ChainHeads heads)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly FrameBuffer _envelope = new();
    private readonly FrameBuffer _payload = new();

    /// <summary>Adds the append's events to <paramref name="group"/> and moves the entity's head. What it throws leaves both as they were.</summary>
    public void Add(in PendingAppend append, Timestamp recordedTime, List<EncodedEvent> group)
    {
        ChainHead head = heads[append.EntityId];
        if (head.Sequence != append.ExpectedSequence)
            throw new WrongSequenceException(append.EntityId, append.ExpectedSequence, head.Sequence);
        int start = group.Count;
        byte[] entityId = StrictUtf8.GetBytes(append.EntityId);
        try
        {
            foreach (object @event in append.Events)
            {
                EncodedEvent encoded = Encode(append, entityId, head, recordedTime, @event);
                group.Add(encoded);
                head = new ChainHead(encoded.Sequence, encoded.Hash);
            }
        }
        catch
        {
            group.RemoveRange(start, group.Count - start);
            throw;
        }
        if (append.Events.Count > 0)
            heads[append.EntityId] = head;
    }

    private EncodedEvent Encode(in PendingAppend append, byte[] entityId, ChainHead head, Timestamp recordedTime, object @event)
    {
        _payload.CutTo(0);
        _envelope.CutTo(0);
        (string manifest, int version) = codec.Encode(@event, _payload);
        Envelope.Write(
            _envelope, entityId, head.Sequence + 1, append.EventTime, recordedTime, manifest, version, head.Hash, _payload.From(0));
        byte[] message = _envelope.From(0).ToArray();
        return new EncodedEvent(append.EntityId, head.Sequence + 1, manifest, message, head.Hash, Hash256.Of(message));
    }
}
