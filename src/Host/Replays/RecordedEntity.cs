using CoinPilot.Actors.Contract;

namespace CoinPilot.App.Replays;

/// <summary>One entity's journal, and how far a replay has journaled it again.</summary>
internal sealed class RecordedEntity
{
    private readonly List<JournalEvent> _events = [];
    private readonly List<bool> _isSame = [];
    private readonly List<bool> _isLate = [];

    public int Count => _events.Count;

    /// <summary>What the replay wants to journal and was not answered yet.</summary>
    public (long After, Values.Timestamp Time, IReadOnlyList<object> Events)? Waiting { get; set; }

    public JournalEvent? Find(long sequence) => sequence <= _events.Count ? _events[(int)sequence - 1] : null;

    /// <param name="recorded">The next event.</param>
    /// <param name="isLate">True where it was journaled while the replay ran: its recording may not have been read.</param>
    public void Add(JournalEvent recorded, bool isLate)
    {
        if (recorded.Sequence != _events.Count + 1)
            throw new InvalidDataException($"journal of {recorded.EntityId} goes from {_events.Count} to {recorded.Sequence}");
        // Hashes are not needed any more, and a journal may be large.
        _events.Add(recorded with { PreviousHash = default, Hash = default });
        _isSame.Add(false);
        _isLate.Add(isLate);
    }

    public void NoteSame(long sequence) => _isSame[(int)sequence - 1] = true;

    public IEnumerable<JournalEvent> After(long sequence) => _events.Skip((int)sequence);

    /// <summary>Every event, and whether the replay journaled it again; late ones only where it did.</summary>
    public IEnumerable<(JournalEvent Recorded, bool IsSame)> All => _events.Zip(_isSame).Where((e, i) => e.Second || !_isLate[i]);
}
