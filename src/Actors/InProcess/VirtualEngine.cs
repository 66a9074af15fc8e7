using CoinPilot.Actors.Contract;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// Runs actors on the caller's thread in virtual time: same seed, same messages, same order. Several engines may share a clock,
/// as the nodes of one simulation. A journal may answer on any thread; what it answers is handled at the next run.
/// </summary>
public sealed class VirtualEngine : InProcessEngine
{
    private readonly SeededRandom _random;

    /// <param name="seed">Decides every <see cref="IActorContext.NewId"/>.</param>
    /// <param name="journal">Null for one in memory.</param>
    /// <param name="clock">Null for a clock of its own that stands at <paramref name="start"/>; with a clock, its mailbox capacity counts.</param>
    public VirtualEngine(
        ulong seed, IJournal? journal = null, EngineOptions? options = null, VirtualClock? clock = null, Timestamp start = default)
        : base(journal ?? new InMemoryJournal(), options ?? new EngineOptions(), int.MaxValue)
    {
        _random = new SeededRandom(seed);
        Clock = clock ?? new VirtualClock(start, MailboxCapacity);
    }

    public VirtualClock Clock { get; }

    public override Timestamp Now => Clock.Now + ClockSkew;

    /// <summary>How far this node's wall clock is off. Timers do not follow it: they count elapsed time.</summary>
    public TimeSpan ClockSkew
    {
        get => TimeSpan.FromMicroseconds(SkewMicros);
        set => SkewMicros = (long)value.TotalMicroseconds;
    }

    /// <inheritdoc cref="VirtualClock.RunUntilIdle"/>
    public void RunUntilIdle() => Clock.RunUntilIdle();

    /// <inheritdoc cref="VirtualClock.Advance"/>
    public void Advance(Timestamp to) => Clock.Advance(to);

    /// <summary>The process stands still: what reaches its actors waits, due timers included, until <see cref="Resume"/>.</summary>
    public void Pause() => Clock.Lane.Pause(this);

    /// <summary>The process goes on, and does not know that it stood still.</summary>
    public void Resume() => Clock.Lane.Resume(this);

    /// <summary>The process dies here: no actor runs any more, nothing is said or sent; what the journal holds is all that stays.</summary>
    public void Crash()
    {
        Close();
        Clock.Lane.Forget(this);
        foreach (ActorCell cell in Cells)
            cell.Lifecycle.Kill();
    }

    /// <summary>Handles what waits, then takes no more. Does not wait for a journal that has not answered.</summary>
    public override ValueTask DisposeAsync()
    {
        if (Close())
            Clock.RunUntilIdle();
        return ValueTask.CompletedTask;
    }

    internal override Lane LaneOf(string partition) => Clock.Lane;

    internal override string NewId(Lane lane) => $"{_random.NextULong():x16}{_random.NextULong():x16}";

    private protected override IDisposable RunAfter(TimeSpan delay, Action action)
    {
        var node = new TimerNode(action);
        Clock.Lane.SetTimer(node, delay);
        return new Removal(Clock.Lane, node);
    }

    private sealed class Removal(Lane lane, TimerNode node) : IDisposable
    {
        public void Dispose() => lane.RemoveTimer(node);
    }
}
