using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.InProcess.Replay;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines.Replay;

/// <summary>What a live engine did on several threads, by the clock, is done again from what it took in.</summary>
public sealed class ReplayEngineTests
{
    private const int Workers = 3;
    private const int Tellers = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly MemoryLog _log = new();
    private readonly PooledJournal _journal = new();

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, 16)]
    public async Task Replay_OfARunOnSeveralWorkers_JournalsTheSame(ulong seed, int? mailboxCapacity)
    {
        await RecordAsync(seed, mailboxCapacity);

        (ReplayEngine engine, ComparedJournal journal) = Replay(_log.Frames, mailboxCapacity);

        Assert.Null(_log.GivenUp);
        Assert.Null(engine.Problem);
        Assert.True(engine.HasEnded);
        Assert.Equal(Entities().Sum(e => _journal.Read(e).Count()), journal.Compared);
        Assert.True(journal.Compared > 100, $"only {journal.Compared} events");
    }

    [Fact]
    public async Task Replay_OfARecordingWithoutItsEnd_IsTheSameUpToThere()
    {
        await RecordAsync(seed: 4);
        for (int share = 1; share <= 9; share++)
        {
            RecordedFrame[] cut = [.. _log.Frames.Take(_log.Frames.Count * share / 10)];

            (ReplayEngine engine, ComparedJournal journal) = Replay(cut);

            Assert.Null(engine.Problem);
            Assert.False(engine.HasEnded);
            Assert.True(journal.Compared > 0);
        }
    }

    [Fact]
    public async Task Replay_WithoutOneFrame_IsFoundOut()
    {
        await RecordAsync(seed: 5);
        int missing = _log.Frames.Count / 2;

        (ReplayEngine engine, _) = Replay([.. _log.Frames.Where((_, i) => i != missing)]);

        Assert.NotNull(engine.Problem);
    }

    [Fact]
    public async Task Replay_OfActorsThatDoOtherwise_IsFoundOut()
    {
        await RecordAsync(seed: 6);

        (ReplayEngine engine, _) = Replay(_log.Frames, askEvery: 8);

        Assert.NotNull(engine.Problem);
    }

    [Fact]
    public async Task Recording_OfAMessageWithoutASchema_EndsAndSaysWhy()
    {
        await using LiveEngine engine = NewEngine(null);
        ActorRef actor = engine.Spawn("KRW-BTC", "actor", () => new Script((m, c) => c.Reply(m)));

        Assert.IsType<Echo>(await engine.Ask<Echo>(actor, new Echo(), s_patience));

        Assert.Contains(nameof(Echo), _log.GivenUp, StringComparison.Ordinal);
    }

    private async Task RecordAsync(ulong seed, int? mailboxCapacity = null)
    {
        LiveEngine engine = NewEngine(mailboxCapacity);
        (ActorRef vault, ActorRef[] tellers) = Spawn(engine, askEvery: 7);
        SeededRandom random = new(seed);
        for (int i = 1; i <= 3_000; i++)
        {
            ActorRef to = tellers[random.NextInt(Tellers)];
            if (random.NextInt(40) == 0)
                engine.Tell(to, new Flatten($"{i}"));
            else if (random.NextInt(400) == 0)
                engine.Tell(to, new EngageKillSwitch("fail"));
            else
                engine.Tell(to, MarketEvent.Of(new Trade(new Timestamp(1_000 + i), Price.Of(100 + i % 13), Quantity.Of(1), OrderSide.Buy, i)));
            if (random.NextInt(60) == 0)
                await engine.Ask<Flatten>(vault, new Flatten($"asked {i}"), s_patience);
        }
        await engine.DisposeAsync();
    }

    private (ReplayEngine Engine, ComparedJournal Journal) Replay(IReadOnlyList<RecordedFrame> frames, int? mailboxCapacity = null, int askEvery = 7)
    {
        ComparedJournal journal = new(_journal);
        ReplayEngine engine = new(Workers, frames, journal, OptionsOf(mailboxCapacity));
        Spawn(engine, askEvery);
        engine.Run();
        return (engine, journal);
    }

    private LiveEngine NewEngine(int? mailboxCapacity)
    {
        int ids = 0;
        return new LiveEngine(TimeProvider.System, _journal, () => $"id-{Interlocked.Increment(ref ids)}", OptionsOf(mailboxCapacity) with { InputLog = _log });
    }

    private static LiveEngineOptions OptionsOf(int? mailboxCapacity) => new() { Workers = Workers, MailboxCapacity = mailboxCapacity };

    private static (ActorRef Vault, ActorRef[] Tellers) Spawn(InProcessEngine engine, int askEvery)
    {
        ActorRef vault = engine.Spawn("vault", "vault", () => new Vault());
        return (vault, [.. Enumerable.Range(0, Tellers).Select(i => engine.Spawn($"p{i}", "teller", () => new Teller($"teller-{i}", vault, askEvery)))]);
    }

    private static IEnumerable<string> Entities() => Enumerable.Range(0, Tellers).Select(i => $"teller-{i}").Append("vault");
}
