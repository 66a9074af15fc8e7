using Akka.Persistence;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Clustering.Persistence;

/// <summary>
/// Makes events of what Akka.Persistence replays of one entity, each held against its row and against the event before. For one replay.
/// </summary>
/// <param name="entityId">Whose events.</param>
/// <param name="codec">Reads their payloads.</param>
/// <param name="after">The number of the event before the first that is wanted; that one is replayed too where there is one, for its hash.</param>
internal sealed class EnvelopeReader(string entityId, IEventCodec codec, long after)
{
    private readonly EventDecoder _decoder = new(codec);
    private readonly Utf8Names _names = new();
    private bool _hasHead = after == 0;

    /// <summary>Where the chain ends by what was read.</summary>
    public ChainHead Head { get; private set; }

    /// <summary>The event; null for the one before the first that is wanted. Throws <see cref="JournalDamagedException"/>, <see cref="UnreadableEventException"/>.</summary>
    public JournalEvent? Read(IPersistentRepresentation row)
    {
        byte[] bytes = BytesOf(row);
        Envelope envelope;
        try
        {
            envelope = Envelope.Read(bytes);
        }
        catch (FormatException unreadable)
        {
            throw Damaged(row, unreadable.Message);
        }
        if (envelope.Bytes.Length != bytes.Length || envelope.Sequence != row.SequenceNr || _names.Get(envelope.EntityId) != entityId)
            throw Damaged(row, "the row's columns are not what its message says");
        if (_hasHead && row.SequenceNr != Head.Sequence + 1)
            throw Damaged(row, $"number {Head.Sequence + 1} was expected");
        if (_hasHead && envelope.PreviousHash != Head.Hash)
            throw Damaged(row, "the hash chain is broken");
        Head = new ChainHead(row.SequenceNr, Hash256.Of(bytes));
        _hasHead = true;
        return row.SequenceNr > after ? _decoder.Decode(entityId, envelope, bytes) : null;
    }

    private byte[] BytesOf(IPersistentRepresentation row) =>
        row.Payload is StoredPayload stored ? stored.Bytes : throw Damaged(row, "the row was written by another serializer");

    private JournalDamagedException Damaged(IPersistentRepresentation row, string reason) => new("database", entityId, row.SequenceNr, reason);
}
