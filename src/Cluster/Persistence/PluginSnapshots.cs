using System.Buffers;
using Akka.Actor;
using Akka.Persistence;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Snapshots;

namespace CoinPilot.Clustering.Persistence;

/// <summary>The latest snapshot of each entity in a snapshot store of Akka.Persistence; the schema's version stands before its bytes.</summary>
internal sealed class PluginSnapshots(ExtendedActorSystem system, IActorRef store, IEventCodec codec, TimeProvider time) : ISnapshotPlace
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public (long Sequence, object Snapshot)? Read(string entityId)
    {
        object answer = Ask(new LoadSnapshot(entityId, SnapshotSelectionCriteria.Latest, long.MaxValue));
        if (answer is not LoadSnapshotResult result)
            throw new IOException($"the snapshot of {entityId} could not be read: {(answer as LoadSnapshotFailed)?.Cause.Message}");
        if (result.Snapshot is not { Snapshot: StoredPayload stored } found)
            return null;
        WireReader wire = new(stored.Bytes);
        object snapshot = codec.Decode(stored.Manifest, wire.ReadInt(), wire.ReadBytes());
        wire.ExpectEnd();
        return (found.Metadata.SequenceNr, snapshot);
    }

    /// <summary>Older ones go: unlike events they are no record of anything.</summary>
    public void Write(string entityId, long sequence, object snapshot)
    {
        ArrayBufferWriter<byte> payload = new();
        (string manifest, int version) = codec.Encode(snapshot, payload);
        ArrayBufferWriter<byte> bytes = new();
        WireWriter writer = new(bytes);
        writer.WriteInt(version);
        writer.WriteBytes(payload.WrittenSpan);
        SnapshotMetadata metadata = new(entityId, sequence, time.GetUtcNow().UtcDateTime);
        if (Ask(new SaveSnapshot(metadata, new StoredPayload(manifest, bytes.WrittenSpan.ToArray()))) is SaveSnapshotFailure failure)
            throw new IOException($"the snapshot of {entityId} could not be written: {failure.Cause.Message}", failure.Cause);
        store.Tell(new DeleteSnapshots(entityId, new SnapshotSelectionCriteria(sequence - 1)), system.DeadLetters);
    }

    private object Ask(object request)
    {
        try
        {
            return store.Ask<object>(request, Patience).GetAwaiter().GetResult();
        }
        catch (AskTimeoutException silent)
        {
            throw new IOException($"the snapshots did not answer within {Patience}", silent);
        }
    }
}
