using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A strategy that has signalled waits for what becomes of that, whatever else happens to its orders meanwhile.</summary>
public sealed class SignalAnswerTests
{
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");

    private readonly Probe _position = new();
    private readonly Probe _risk = new();
    private readonly VirtualEngine _engine = new(seed: 1, start: Timestamp.Utc(2025, 9, 1));
    private readonly ActorRef _strategy;

    public SignalAnswerTests()
    {
        SymbolRefs refs = new(_engine.OpenPort("market", new Probe()), _engine.OpenPort("position", _position), _engine.OpenPort("risk", _risk));
        StrategyDescriptor levels = new("levels", "wants one order after another", [], static _ => new Levels());
        _strategy = _engine.Spawn("KRW-BTC", "strategy", () => new StrategyActor(Btc, levels.Choose(new Dictionary<string, string>()), refs));
        Tell(Position(0));
        Tell(new WarmUp([]) { IsAnswer = true });
    }

    private IReadOnlyList<string> Wanted => [.. _risk.Of<Signal>().Select(s => s.Intent.Reason)];

    [Fact]
    public void Strategy_WhileItsSignalIsUnderWay_WantsNothingElseForWhatHappensToEarlierOrders()
    {
        Close();
        Tell(Position(answers: 1));
        Tell(Position(answers: 0));
        Tell(Position(answers: 0));

        Assert.Equal(["level 1", "level 2"], Wanted);
        Assert.Equal([1L, 2L], _risk.Of<Signal>().Select(s => s.Number));
    }

    [Fact]
    public void Strategy_WhoseSignalWasCarriedOut_WantsTheNext()
    {
        Close();
        Tell(Position(answers: 1));
        Tell(Position(answers: 2));

        Assert.Equal(["level 1", "level 2", "level 3"], Wanted);
    }

    [Fact]
    public void Strategy_WhoseSignalWasDenied_WantsTheNextWithWhatItIsToldThen()
    {
        Close();
        Tell(new OrderDenied("levels", "RISK_CASH", "test"));
        Tell(Position(answers: 0));

        Assert.Equal(["level 1", "level 2"], Wanted);
    }

    [Fact]
    public void Strategy_WhoseAnswerShowsThatItMissedAFill_AsksForItAndGoesOn()
    {
        Close();
        Tell(Position(answers: 1) with { AfterFill = 5, LastFill = 5 });
        Assert.Equal(2, _position.Of<JoinStrategy>().Count);
        Tell(Position(answers: 0) with { LastFill = 5 });

        Assert.Equal(["level 1", "level 2"], Wanted);
    }

    [Fact]
    public void Strategy_WhoseSignalIsNeverAnswered_AsksAndGoesOn()
    {
        Close();
        _engine.Advance(_engine.Now + TimeSpan.FromSeconds(30));
        Assert.Equal(2, _position.Of<JoinStrategy>().Count);
        Tell(Position(answers: 0));

        Assert.Equal(["level 1", "level 2"], Wanted);
    }

    private static StrategyPosition Position(long answers) =>
        new("levels", new StrategyView(Quantity.Zero, Price.None, Timestamp.None), HasOpenOrder: false) { Answers = answers };

    private void Close()
    {
        Price price = Price.Of(100m);
        _engine.Tell(_strategy, MarketEvent.OfClosed(new Candle(_engine.Now, price, price, price, price, Quantity.Of(1m)), 1));
        _engine.RunUntilIdle();
    }

    private void Tell(object message)
    {
        _engine.Tell(_strategy, message);
        _engine.RunUntilIdle();
    }

    private sealed class Levels : Strategy
    {
        private int _level;

        public override int WarmUpMinutes => 0;

        public override Intent? OnCandle(in Candle candle, in StrategyView view) => Next();

        public override Intent? OnChange(in StrategyView view) => _level == 0 ? null : Next();

        private Intent Next() => new(IntentKind.Enter, $"level {++_level}") { Terms = IntentTerms.Plain with { Tag = $"level-{_level}", Limit = Price.Of(90m) } };
    }
}
