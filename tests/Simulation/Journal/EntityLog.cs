namespace CoinPilot.Simulation.Journal;

/// <summary>One entity's bytes on the simulated disk. Survives every crash; what a torn write left at its end is cut off by the next write.</summary>
internal sealed class EntityLog
{
    private readonly List<byte> _bytes = [];
    private int _end;

    /// <summary>The number of the last event of a whole batch.</summary>
    public long Sequence { get; private set; }

    /// <summary>Whole batches only; a reader that is not <paramref name="strict"/> takes the whole frames of half a batch too.</summary>
    public List<Frame> Read(bool strict)
    {
        ReadOnlySpan<byte> left = [.. _bytes];
        List<Frame> frames = [];
        int whole = 0;
        while (Frame.TryRead(left, out Frame frame, out int length))
        {
            frames.Add(frame);
            left = left[length..];
            if (frame.EndsBatch)
                whole = frames.Count;
        }
        return strict ? frames[..whole] : frames;
    }

    public void Write(IReadOnlyList<Frame> batch)
    {
        CutTornEnd();
        foreach (Frame frame in batch)
            _bytes.AddRange(frame.Encode());
        _end = _bytes.Count;
        Sequence = batch[^1].Sequence;
    }

    /// <summary>Writes only the first so many bytes of the batch, never all.</summary>
    public void WriteTorn(IReadOnlyList<Frame> batch, int length)
    {
        CutTornEnd();
        byte[] all = [.. batch.SelectMany(f => f.Encode())];
        _bytes.AddRange(all.AsSpan(0, Math.Min(all.Length - 1, length)));
    }

    private void CutTornEnd() => _bytes.RemoveRange(_end, _bytes.Count - _end);
}
