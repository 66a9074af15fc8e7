using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

public sealed class PortfolioRestartTests
{
    [Fact]
    public void Restart_WithPositionsAndAnOpenOrder_GivesTheSameAccount()
    {
        Floor floor = Traded();
        AccountSnapshot before = floor.Account;
        int events = floor.PortfolioEvents.Count;
        floor.Restart();
        floor.Minute(100m, 100m);
        AccountSnapshot after = floor.Account;

        Assert.Equal(
            (before.Cash, before.Equity, before.Committed, before.OpeningCash, before.JournalId),
            (after.Cash, after.Equity, after.Committed, after.OpeningCash, after.JournalId));
        Assert.Equal(before.Symbols.Select(s => s with { Mark = Price.None }), after.Symbols.Select(s => s with { Mark = Price.None }));
        Assert.Equal(events, floor.PortfolioEvents.Count);
    }

    [Fact]
    public void Restart_OnTheSameDay_KeepsTheReferenceEquity()
    {
        Floor floor = Traded();
        floor.Restart();
        floor.Venue.Script = null;
        floor.Minute([(3, 99m, 100m)]);

        Assert.Equal(Money.Of(10_000_000m), Assert.Single(floor.PortfolioEvents.OfType<ReferenceEquityFixed>()).Equity);
        Assert.Equal(Money.Of(2_000_000m), floor.Venue.Submits[^1].Funds);
    }

    [Fact]
    public void ReferenceEquity_OnTheNextDay_IsFixedAnew()
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Minute([(0, 99m, 100m)]);
        floor.Wait(24 * 3600);
        floor.Minute([(0, 110m, 110m)]);
        floor.Minute([(1, 99m, 100m)]);

        // 20,000 coins bought at 100 with a fee of 1,000, now worth 110 each.
        Assert.Equal(
            [Money.Of(10_000_000m), Money.Of(10_000_000m - 1_000m + 200_000m)],
            floor.PortfolioEvents.OfType<ReferenceEquityFixed>().Select(e => e.Equity));
    }

    [Fact]
    public void OpenAccount_WhenItIsOpen_ChangesNothing()
    {
        Floor floor = new();
        AccountSnapshot account = floor.Ask<AccountSnapshot>(floor.Portfolio, new OpenAccount("other", Money.Of(1m)));
        floor.Restart();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new OpenAccount("other", Money.Of(1m)));

        Assert.Equal(("j1", Money.Of(10_000_000m)), (account.JournalId, account.OpeningCash));
        Assert.Single(floor.PortfolioEvents);
    }

    [Fact]
    public void ReportAccount_WhenNothingChanged_JournalsNothing()
    {
        Floor floor = Traded();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());
        floor.Wait(600);
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());

        AccountReported report = Assert.Single(floor.PortfolioEvents.OfType<AccountReported>());
        Assert.Equal(floor.Account.Cash, report.Cash);
        Assert.Equal(
            floor.Account.Symbols.Select(s => (s.Symbol, s.Sequence, s.CashFlow)),
            report.Symbols.Select(s => (s.Symbol, s.Sequence, s.CashFlow)));
    }

    [Fact]
    public void ReportAccount_AfterARestartInWhichNothingHappened_JournalsNothing()
    {
        Floor floor = Traded();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());
        floor.Restart();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());

        Assert.Single(floor.PortfolioEvents.OfType<AccountReported>());
    }

    [Fact]
    public void ReportAccount_AfterAChangeThatARestartFollowed_JournalsIt()
    {
        Floor floor = Traded();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());
        floor.Minute([(0, 101m, 100m)]);
        floor.Restart();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReportAccount());

        Assert.Equal(2, floor.PortfolioEvents.OfType<AccountReported>().Count());
    }

    [Fact]
    public void PositionActor_RestartedBySupervision_IsToldTheAccountAgain()
    {
        Floor floor = new(new FloorOptions { Supervision = SupervisionPolicy.Default });
        floor.Rise();
        floor.Tell(floor.Refs().Position, new PlaceOrder("", floor.Engine.Now, null!));
        floor.Wait(1);
        Assert.Equal(1, floor.Engine.Counters.Restarts);
        floor.Fall();
        floor.Wait(31);
        floor.Fall();

        Assert.True(floor.Book().TotalQuantity.IsZero);
    }

    [Fact]
    public void Portfolio_RestartedBySupervision_LetsNobodySpendTwice()
    {
        Floor floor = new(new FloorOptions
        {
            Symbols = 10, Supervision = SupervisionPolicy.Default,
        });
        floor.Minute([(0, 99m, 100m), (1, 99m, 100m), (2, 99m, 100m), (3, 99m, 100m)]);
        floor.Minute([(0, 100m, 100m), (1, 100m, 100m), (2, 100m, 100m), (3, 100m, 100m)]);
        Assert.Equal(4, floor.Venue.Submits.Count);
        floor.Tell(floor.Portfolio, new DenialCounted(floor.Symbols[0], null!, null!));
        floor.Wait(1);
        Assert.Equal(1, floor.Engine.Counters.Restarts);
        floor.Minute([(4, 99m, 100m), (5, 99m, 100m), (6, 99m, 100m)]);
        floor.Minute([(4, 99m, 100m), (5, 99m, 100m), (6, 99m, 100m)]);

        Assert.Equal(5, floor.Venue.Submits.Count);
        Assert.Equal(4, floor.Denials(RiskCode.Cash));
        floor.Fall();
        Assert.Equal(10, floor.Venue.Submits.Count);
    }

    // Holds symbols 0 and 1, has sold 2, and left an order of symbol 2 open.
    private static Floor Traded()
    {
        Floor floor = new(new FloorOptions { Symbols = 4 });
        floor.Minute([(0, 99m, 100m), (1, 99m, 100m), (2, 99m, 100m)]);
        floor.Minute([(2, 101m, 100m)]);
        floor.Venue.Script = static _ => null;
        floor.Minute([(2, 99m, 100m)]);
        floor.Minute(100m, 100m);
        Assert.Equal(Money.Of(2_001_000m), floor.Account.Committed);
        return floor;
    }
}
