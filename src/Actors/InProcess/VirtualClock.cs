using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>
/// A time that only moves when told to, and the one queue of all that happens in it. Engines that share a clock run interleaved,
/// in one order that depends on nothing outside. For one thread at a time.
/// </summary>
public sealed class VirtualClock
{
    /// <param name="mailboxCapacity">Waiting messages before trades conflate.</param>
    public VirtualClock(Timestamp start, int mailboxCapacity = int.MaxValue) => Lane = new VirtualLane(start, mailboxCapacity);

    public Timestamp Now => Lane.Now;

    internal VirtualLane Lane { get; }

    /// <summary>Handles all that waits or is due now. Endless when actors keep each other busy without a timer.</summary>
    public void RunUntilIdle() => Lane.RunTo(Lane.ElapsedMicros);

    /// <summary>Runs everything due up to <paramref name="to"/>, each at its time, then stands there. Never goes back.</summary>
    public void Advance(Timestamp to) => Lane.RunTo(to.UnixMicros);

    /// <summary>
    /// Does the one thing that comes next: hands over a message or a journal's answer, or lets a timer elapse. False when nothing waits or is
    /// due up to <paramref name="to"/>; time stands there then. Called until it is false, it does what <see cref="Advance"/> does.
    /// </summary>
    public bool Step(Timestamp to) => Lane.Step(to.UnixMicros);

    /// <summary>Runs an action of the world outside the actors once that time has come: a network's delay, a venue's answer.</summary>
    public void At(Timestamp due, Action action) => Lane.SetTimer(new TimerNode(action), due - Now);
}
