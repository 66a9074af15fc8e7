using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Clustering.Engine;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Tests.Engines;
using CoinPilot.Tests.Wire;
using CoinPilot.Values;

namespace CoinPilot.Tests.Clustering.Wire;

public sealed class ActorMessageSerializerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly MarketEvent Tick = MarketEvent.Of(new Trade(new Timestamp(7), Price.Of(95), Quantity.Of(0.5m), OrderSide.Sell, 11));

    [Fact]
    public async Task Messages_WithASchema_AreWrittenByOurSerializerAlone()
    {
        using ActorSystem system = ActorSystem.Create("wire", AkkaEngine.Settings);
        Assert.All(MessageSamples.All.Append(new MarketMessage(Tick)), message =>
        {
            Serializer serializer = system.Serialization.FindSerializerFor(message);
            Assert.Equal(4308, serializer.Identifier);
            byte[] bytes = serializer.ToBinary(message);
            Assert.DoesNotContain("CoinPilot", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            object read = system.Serialization.Deserialize(bytes, 4308, Akka.Serialization.Serialization.ManifestFor(serializer, message));
            if (message is not MarketMessage)
                Assert.Equal(message, read);
        });
        await system.Terminate();
    }

    [Theory]
    [InlineData(MarketEventKind.Trade)]
    [InlineData(MarketEventKind.ClosedCandle)]
    public async Task MarketData_ToAnotherNode_ArrivesAsItWas(MarketEventKind kind)
    {
        await using TwoNodes nodes = new();
        MarketEvent sent = kind == MarketEventKind.Trade
            ? Tick
            : MarketEvent.OfClosed(new Candle(new Timestamp(60_000_000), Price.Of(1), Price.Of(4), Price.Of(0.5m), Price.Of(2), Quantity.Of(9)), 15);
        TaskCompletionSource<MarketEvent> got = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ActorRef there = nodes.There.Spawn("portfolio", "portfolio", () => new Script((_, _) => { }) { OnMarket = (market, _) => got.SetResult(market) });

        nodes.Here.Tell(await nodes.SeenFromHereAsync(there), in sent);

        MarketEvent arrived = await got.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal((sent.Kind, sent.Candle, sent.TradeId, sent.Time), (arrived.Kind, arrived.Candle, arrived.TradeId, arrived.Time));
    }

    [Fact]
    public async Task Portfolio_OnAnotherNode_AnswersSymbolsAndQuestions()
    {
        await using TwoNodes nodes = new();
        Symbol symbol = Symbol.Parse("KRW-BTC");
        ActorRef there = nodes.There.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(RiskLimits.Default, ReportInterval: null)));
        ActorRef portfolio = await nodes.SeenFromHereAsync(there);
        AccountSnapshot opened = await nodes.Here.Ask<AccountSnapshot>(portfolio, new OpenAccount("j1", Money.Of(10_000_000)), Patience);
        Probe answers = new();
        ActorRef probe = nodes.Here.OpenPort("probe", answers);
        ActorRef risk = nodes.Here.Spawn("KRW-BTC", "risk", () => new Script((message, context) => context.Send(probe, message))
        {
            OnStart = context =>
            {
                context.Send(portfolio, new JoinRisk());
                context.Send(portfolio, new PositionSummary(symbol, 0, Money.Zero, Money.Zero, ValueList<Positions.VirtualPosition>.Empty, "") { AsksIdentity = true });
                context.Send(portfolio, new ReserveExposure("r-1", symbol) { Strategy = "s", MarketTime = context.Now, LastPrice = Price.Of(100) });
            },
        });

        using CancellationTokenSource limit = new(Patience);
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(5));
        while (!answers.Messages.Any(m => m is ExposureReserved or ExposureDenied))
            await poll.WaitForNextTickAsync(limit.Token);

        Assert.Equal("j1", opened.JournalId);
        Assert.IsType<EntriesHalted>(answers.Messages[0]);
        Assert.Contains(answers.Messages, m => m is AccountIdentity { JournalId: "j1" });
        Assert.Equal("r-1", answers.Messages.OfType<ExposureReserved>().Single().ReservationId);
        Assert.Empty(nodes.There.Counters.Unhandled);
        Assert.Empty(nodes.There.Counters.DeadLetters);
    }

    [Fact]
    public async Task Message_WithoutASchema_StaysHereAndIsCounted()
    {
        await using TwoNodes nodes = new();
        ActorRef there = nodes.There.Spawn("KRW-BTC", "actor", () => new Script((_, _) => { }));
        ActorRef remote = await nodes.SeenFromHereAsync(there);

        nodes.Here.Tell(remote, new Explode());
        await nodes.Here.Ask<AccountSnapshot>(await Answering(nodes), new GetAccount(), Patience);

        Assert.Equal(1, nodes.Here.Counters.DeadLetters["Explode"]);
    }

    [Fact]
    public async Task Bytes_OfAnUnknownManifestOrAnotherSerializer_AreRefusedAndCounted()
    {
        await using TwoNodes nodes = new();

        Assert.Throws<UnknownManifestException>(() => nodes.HereSystem.Serialization.Deserialize([2], 4308, "from-the-future"));
        Assert.Throws<FormatException>(() => nodes.HereSystem.Serialization.Deserialize([2, 9, 9], 4308, "join-risk"));
        Assert.Throws<SerializationException>(() => nodes.HereSystem.Serialization.Deserialize([1], 1, typeof(Explode)));

        Assert.Equal(["Explode", "from-the-future", "join-risk"], nodes.Here.Counters.DeadLetters.Keys.Order(StringComparer.Ordinal));
    }

    // What is told after the message in question, over the same connection.
    private static async Task<ActorRef> Answering(TwoNodes nodes)
    {
        ActorRef portfolio = nodes.There.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(RiskLimits.Default, ReportInterval: null)));
        return await nodes.SeenFromHereAsync(portfolio);
    }
}
