namespace CoinPilot.Actors.InProcess;

/// <summary>One moment to wait for, in a lane's own microseconds.</summary>
internal sealed class TimerNode(Action elapsed)
{
    public Action Elapsed { get; } = elapsed;
    public long Due { get; set; }
    public long Sequence { get; set; }

    /// <summary>The place in the heap; -1 when not waiting.</summary>
    public int Index { get; set; } = -1;

    public bool IsBefore(TimerNode other) => Due < other.Due || (Due == other.Due && Sequence < other.Sequence);
}

/// <summary>Timers by due time, those of one time in the order they were set. Setting and removing cost log n.</summary>
internal sealed class TimerHeap
{
    private readonly List<TimerNode> _nodes = [];
    private long _sequence;

    public long NextDue => _nodes.Count == 0 ? long.MaxValue : _nodes[0].Due;

    public void Add(TimerNode node, long due)
    {
        node.Due = due;
        node.Sequence = _sequence++;
        node.Index = _nodes.Count;
        _nodes.Add(node);
        SiftUp(node);
    }

    public void Remove(TimerNode node)
    {
        if (node.Index < 0)
            return;
        TimerNode last = _nodes[^1];
        _nodes.RemoveAt(_nodes.Count - 1);
        if (last != node)
        {
            Place(last, node.Index);
            SiftUp(last);
            SiftDown(last);
        }
        node.Index = -1;
    }

    /// <summary>The timer that was the so-manieth to be set, or null when it is not waiting.</summary>
    public TimerNode? Find(long sequence) => _nodes.Find(node => node.Sequence == sequence);

    /// <summary>Takes the first timer out. The heap must not be empty.</summary>
    public TimerNode Pop()
    {
        TimerNode first = _nodes[0];
        Remove(first);
        return first;
    }

    private void SiftUp(TimerNode node)
    {
        while (node.Index > 0)
        {
            TimerNode parent = _nodes[(node.Index - 1) / 2];
            if (!node.IsBefore(parent))
                return;
            Swap(node, parent);
        }
    }

    private void SiftDown(TimerNode node)
    {
        while (2 * node.Index + 1 < _nodes.Count)
        {
            TimerNode child = _nodes[2 * node.Index + 1];
            if (child.Index + 1 < _nodes.Count && _nodes[child.Index + 1].IsBefore(child))
                child = _nodes[child.Index + 1];
            if (!child.IsBefore(node))
                return;
            Swap(child, node);
        }
    }

    private void Swap(TimerNode a, TimerNode b)
    {
        int index = a.Index;
        Place(a, b.Index);
        Place(b, index);
    }

    private void Place(TimerNode node, int index)
    {
        _nodes[index] = node;
        node.Index = index;
    }
}
