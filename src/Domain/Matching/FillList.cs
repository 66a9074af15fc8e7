using System.Collections;

namespace CoinPilot.Matching;

/// <summary>
/// An immutable list that grows by sharing: each append leaves older lists as they were and costs no copy but when the room runs out.
/// Only the newest list may be appended to.
/// </summary>
internal sealed class FillList : IReadOnlyList<VenueFill>
{
    private readonly VenueFill[] _room;

    private FillList(VenueFill[] room, int count)
    {
        _room = room;
        Count = count;
    }

    public static FillList Empty { get; } = new([], 0);

    public int Count { get; }

    public VenueFill this[int index] =>
        index >= 0 && index < Count ? _room[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public FillList Append(VenueFill fill)
    {
        VenueFill[] room = _room;
        if (Count == room.Length)
            Array.Resize(ref room, Math.Max(4, Count * 2));
        if (room[Count] is not null)
            throw new InvalidOperationException("only the newest list of fills may grow");
        room[Count] = fill;
        return new FillList(room, Count + 1);
    }

    public IEnumerator<VenueFill> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return _room[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
