using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Akka.Persistence;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Values;

namespace CoinPilot.Clustering.Persistence;

/// <summary>Makes of an append what Akka.Persistence writes in one transaction: the envelopes of the file journal, chained by their hashes.</summary>
internal sealed class EnvelopeWriter(IEventCodec codec, TimeProvider time)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Gives the write and where the chain ends after it. Throws <see cref="WrongSequenceException"/>, and what the codec throws.</summary>
    public (AtomicWrite Write, ChainHead Head) Write(in PendingAppend append, ChainHead head)
    {
        if (head.Sequence != append.ExpectedSequence)
            throw new WrongSequenceException(append.EntityId, append.ExpectedSequence, head.Sequence);
        byte[] entityId = StrictUtf8.GetBytes(append.EntityId);
        Timestamp recordedTime = Timestamp.From(time.GetUtcNow());
        var events = ImmutableList.CreateBuilder<IPersistentRepresentation>();
        ArrayBufferWriter<byte> payload = new();
        foreach (object @event in append.Events)
        {
            payload.ResetWrittenCount();
            (string manifest, int version) = codec.Encode(@event, payload);
            ArrayBufferWriter<byte> envelope = new();
            Envelope.Write(
                envelope, entityId, head.Sequence + 1, append.EventTime, recordedTime, manifest, version, head.Hash, payload.WrittenSpan);
            byte[] bytes = envelope.WrittenSpan.ToArray();
            head = new ChainHead(head.Sequence + 1, Hash256.Of(bytes));
            events.Add(new Persistent(new StoredPayload(manifest, bytes), head.Sequence, append.EntityId));
        }
        return (new AtomicWrite(events.ToImmutable()), head);
    }
}
