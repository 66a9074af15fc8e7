using CoinPilot.Actors.Wire;

namespace CoinPilot.Simulation.Journal;

/// <summary>A write was refused because somebody else had written.</summary>
internal sealed class JournalConflictException(string message) : Exception(message);

/// <summary>The simulated disk failed.</summary>
internal sealed class JournalFaultException(string message) : Exception(message);

/// <summary>What all nodes' journals share, as a database would: the bytes of every entity, and the check that nobody writes past another.</summary>
internal sealed class JournalStore(Action<string, int, int, IReadOnlyList<Frame>> written)
{
    private readonly SortedDictionary<string, EntityLog> _logs = new(StringComparer.Ordinal);

    public static EventCodec Codec { get; } = new();

    private readonly Dictionary<string, (int Process, int Writer)> _claims = new(StringComparer.Ordinal);
    private readonly HashSet<(string, int)> _claimed = [];
    private int _writers;

    /// <summary>For a deliberate bug: a process that lost an entity may write to it as long as it is the first to.</summary>
    public bool SkipsClaims { get; init; }

    /// <summary>For a deliberate bug: nobody checks where an entity stands.</summary>
    public bool SkipsSequenceCheck { get; init; }

    public EntityLog Of(string entityId)
    {
        if (!_logs.TryGetValue(entityId, out EntityLog? log))
            _logs.Add(entityId, log = new EntityLog());
        return log;
    }

    /// <summary>
    /// A process starts to read an entity and owns it from now on, as by a lease with a fencing token. Gives the owner's number, which rises;
    /// throws for a process that has lost the entity to another.
    /// </summary>
    public int Claim(string entityId, int process)
    {
        bool isAnothers = _claims.TryGetValue(entityId, out (int Process, int Writer) claim) && claim.Process != process;
        if (!_claimed.Add((entityId, process)) && isAnothers && !SkipsClaims && !SkipsSequenceCheck)
            throw new JournalConflictException($"{entityId} belongs to process {claim.Process}, not to {process}");
        if (claim.Process != process)
            _claims[entityId] = (process, ++_writers);
        return _claims[entityId].Writer;
    }

    /// <summary>False once another process has taken the entity over; for good.</summary>
    public bool IsOwner(string entityId, int process) =>
        !_claims.TryGetValue(entityId, out (int Process, int Writer) claim) || claim.Process == process;

    /// <summary>Null when written, else why not.</summary>
    public Exception? Write(string entityId, int writer, long expectedSequence, IReadOnlyList<Frame> batch)
    {
        if (MayWrite(entityId, writer, expectedSequence) is { } refused)
            return refused;
        Of(entityId).Write(batch);
        written(entityId, writer, _claims[entityId].Writer, batch);
        return null;
    }

    /// <summary>Null when the owner may write there, else why not.</summary>
    public Exception? MayWrite(string entityId, int writer, long expectedSequence)
    {
        if (_claims[entityId].Writer != writer && !SkipsClaims && !SkipsSequenceCheck)
            return new JournalConflictException($"{entityId} belongs to owner {_claims[entityId].Writer}, not to {writer}");
        long stands = Of(entityId).Sequence;
        return stands == expectedSequence || SkipsSequenceCheck
            ? null
            : new JournalConflictException($"{entityId} stands at {stands}, not at {expectedSequence}");
    }
}
