using System.Security.Cryptography;
using System.Text;
using CoinPilot.Actors.Contract;
using CoinPilot.App.Audit;
using CoinPilot.App.Cli;
using CoinPilot.App.Journals;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.Audit;

/// <summary>What an audit tells of single orders, and the exchange's own record against it.</summary>
public sealed class AuditStoryTests
{
    private static readonly ClientOrderId Stop = new("j1-KRW-BTC-s-000002");

    [Fact]
    public void Story_OfAStop_GoesFromItsSignalToItsFill()
    {
        AuditReport report = Auditor.Run(Journal(), () => 0);

        Assert.Null(report.Difference);
        OrderStory story = report.Stories.Single(s => s.Id == Stop.Value);
        Assert.Equal("fell <far>", story.Reason);
        Assert.Equal(
        [
            "intended, decided at a price of 100000, because close 94000 < 95000; not a figure NaN > 1",
            "allowed by risk as a reduction, limits version 2: minimum 95000 >= 5000 KRW", "Stop at 95000, reduces only", "waits for its trigger", "triggered by 94000", "sent",
            "accepted by the exchange as v2", "1 filled at 94000 as taker, fee 47, trade t2", "ended filled",
        ], story.Steps.Select(s => s.Text));
        Assert.Equal([6L, 7, 8, 9, 10, 11, 12, 13, 14], story.Steps.Select(s => s.Sequence));
    }

    [Fact]
    public void Html_OfAReport_TellsEveryOrderAndEscapesWhatStrategiesWrote()
    {
        string page = AuditHtml.Write(Auditor.Run(Journal(), () => 0));

        Assert.Contains("Clean", page, StringComparison.Ordinal);
        Assert.Contains("fell &lt;far&gt;", page, StringComparison.Ordinal);
        Assert.Contains("triggered by 94000", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"identifier":"j1-KRW-BTC-s-000002","executed_volume":"1.0"},{"uuid":"x"}]""", null)]
    [InlineData("""[{"identifier":"j1-KRW-BTC-s-000002","executed_volume":"0.5"}]""", "the exchange executed 0.5 of order j1-KRW-BTC-s-000002, the journal booked 1")]
    [InlineData("""[{"identifier":"j1-KRW-BTC-s-000009","executed_volume":"0"}]""", "the exchange has order j1-KRW-BTC-s-000009, the journal has not")]
    public void VenueRecord_AgainstTheJournal_NamesTheFirstDifference(string json, string? difference)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.In("orders.json"), json);
        AuditReport report = Auditor.Run(Journal(), () => 0, VenueRecordFile.Read(folder.In("orders.json")));

        Assert.Equal(difference, report.Difference);
    }

    [Theory]
    [InlineData("{}", "is no list of the exchange's orders")]
    [InlineData("""[{"identifier":"a"}]""", "order 1 (a): no executed_volume")]
    public void VenueRecord_ThatIsNone_NamesFileAndEntry(string json, string problem)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.In("orders.json"), json);
        UsageException error = Assert.Throws<UsageException>(() => VenueRecordFile.Read(folder.In("orders.json")));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("orders.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JournalLine_OfAnOrder_ShowsItsConditionsWhateverTheirFigures()
    {
        string line = JournalLine.Write(Journal().Single(e => e.Event is OrderIntended { Number: 2 }));

        Assert.Contains("""{"name":"close","value":94000,"relation":"Below","threshold":95000,"holds":true}""", line, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"NaN\"", line, StringComparison.Ordinal);
    }

    private static IEnumerable<JournalEvent> Journal()
    {
        Symbol btc = Symbol.Parse("KRW-BTC");
        ClientOrderId buy = new("j1-KRW-BTC-s-000001");
        Price decided = Price.Of(100_000);
        object[] events =
        [
            new OrderIntended(buy, 1, btc, "s", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(100_000), decided, "rose", At(1)),
            new OrderSubmitted(buy), new OrderAccepted(buy, "v1", At(1)),
            new OrderExecuted(buy, "t1", decided, Quantity.Of(1), Money.Of(100_000), Money.Of(50), LiquiditySide.Taker, At(1)), new OrderFilled(buy, At(1)),
            new OrderIntended(Stop, 2, btc, "s", OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, Quantity.Of(1), Price.None, Money.Zero, decided, "fell <far>", At(2))
            {
                Because = ValueList<Condition>.Of([Condition.Below("close", 94_000, 95_000), Condition.Above("a figure", double.NaN, 1)]),
            },
            new OrderPermitted(Stop, new RiskPermission(RiskScope.Reduction, 2, ValueList<RiskFigure>.Of(
                [new RiskFigure(RiskCheck.Minimum, Money.Of(95_000).Units, Money.Of(5_000).Units)])), At(2)),
            new OrderConditioned(Stop, OrderConditions.None with { ReduceOnly = true, Trigger = Trigger.StopAt(Price.Of(95_000)) }),
            new OrderArmed(Stop, At(2)), new OrderTriggered(Stop, Price.Of(94_000), At(3)), new OrderSubmitted(Stop), new OrderAccepted(Stop, "v2", At(3)),
            new OrderExecuted(Stop, "t2", Price.Of(94_000), Quantity.Of(1), Money.Of(94_000), Money.Of(47), LiquiditySide.Taker, At(3)), new OrderFilled(Stop, At(3)),
        ];
        byte[] previous = new byte[32];
        for (int i = 0; i < events.Length; i++)
        {
            byte[] hash = SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes($"{i}")]);
            yield return new JournalEvent("position/KRW-BTC", i + 1, At(i), At(i), events[i].GetType().Name, 1, events[i], previous, hash);
            previous = hash;
        }
    }

    private static Timestamp At(long seconds) => new(1_756_684_800_000_000 + seconds * 1_000_000);
}
