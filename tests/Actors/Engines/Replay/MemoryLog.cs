using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Actors.InProcess.Replay;

namespace CoinPilot.Tests.Engines.Replay;

/// <summary>An input log in memory.</summary>
internal sealed class MemoryLog : IInputLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedFrame> _frames = [];

    public bool IsKept => GivenUp is null;

    public string? GivenUp { get; private set; }

    public IReadOnlyList<RecordedFrame> Frames
    {
        get
        {
            lock (_gate)
                return [.. _frames];
        }
    }

    public void Write(int worker, ReadOnlySpan<byte> entries)
    {
        lock (_gate)
            _frames.Add(new RecordedFrame(worker, entries.ToArray(), $"frame {_frames.Count}"));
    }

    public void GiveUp(string reason) => GivenUp ??= reason;
}
