using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

/// <summary>What a contract test asks an engine to be started with. A supervision of two restarts within a minute, 100 ms first backoff.</summary>
public sealed record EngineSetup(IJournal Journal)
{
    public int? MailboxCapacity { get; init; }

    public int SnapshotEvery { get; init; }
}

/// <summary>An engine under test, and the way its time passes.</summary>
public abstract class EngineFixture : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public abstract IActorEngine Engine { get; }

    /// <summary>Lets that much of the engine's time go by.</summary>
    public abstract Task Pass(TimeSpan time);

    /// <summary>Lets the engine handle what is queued, without time going by.</summary>
    public virtual void Run()
    {
    }

    /// <summary>Fails when the condition does not come true in good time.</summary>
    public async Task Until(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(s_patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        Run();
        while (!condition())
        {
            try
            {
                await poll.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{what} did not come true within {s_patience}");
            }
            Run();
        }
    }

    /// <summary>Waits until the probe has so many messages, and gives them.</summary>
    public async Task<IReadOnlyList<object>> Received(Probe probe, int count)
    {
        await Until(() => probe.Messages.Count >= count, $"{count} messages at the probe");
        return probe.Messages;
    }

    /// <summary>Waits until an actor has handled what was sent to it before; it must answer an <see cref="Echo"/>.</summary>
    public async Task Flush(ActorRef echoing)
    {
        Task<Echo> reply = Engine.Ask<Echo>(echoing, new Echo(), TimeSpan.FromDays(1));
        await Until(() => reply.IsCompleted, "the echo");
        await reply;
    }

    public abstract ValueTask DisposeAsync();
}

/// <summary>Replied as it is by every <see cref="Script"/>.</summary>
public sealed record Echo;
