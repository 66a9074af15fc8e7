using CoinPilot.Actors.Trading;
using CoinPilot.Portfolio;
using CoinPilot.Risk;

namespace CoinPilot.Tests.Trading;

public sealed class KillSwitchTests
{
    [Fact]
    public void KillSwitch_Engaged_DeniesEntriesAcrossRestartsUntilReleased()
    {
        Floor floor = new();
        Assert.Equal("test", floor.Ask<AccountSnapshot>(floor.Portfolio, new EngageKillSwitch("test")).KillSwitchReason);
        floor.Rise();
        Assert.Equal(1, floor.Denials(RiskCode.KillSwitch));

        floor.Restart();
        Assert.Equal("test", floor.Account.KillSwitchReason);
        floor.Rise();
        Assert.Equal(1, floor.Denials(RiskCode.KillSwitch));
        Assert.Empty(floor.Venue.Commands);

        Assert.Null(floor.Ask<AccountSnapshot>(floor.Portfolio, new ReleaseKillSwitch("test over")).KillSwitchReason);
        floor.Restart();
        floor.Rise();
        Assert.Single(floor.Venue.Submits);
    }

    [Fact]
    public void KillSwitch_Engaged_LetsExitsPassAlsoAfterARestart()
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Rise();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new EngageKillSwitch("test"));
        floor.Minute([(0, 101m, 100m)]);
        Assert.True(floor.Book(0).TotalQuantity.IsZero);

        floor.Restart();
        floor.Minute([(1, 101m, 100m)]);
        Assert.True(floor.Book(1).TotalQuantity.IsZero);
        Assert.Equal(4, floor.Venue.Submits.Count);
    }

    [Fact]
    public void KillSwitch_EngagedOrReleasedTwice_IsJournaledOnceAndAnswered()
    {
        Floor floor = new();
        floor.Ask<AccountSnapshot>(floor.Portfolio, new EngageKillSwitch("first"));
        Assert.Equal("first", floor.Ask<AccountSnapshot>(floor.Portfolio, new EngageKillSwitch("second")).KillSwitchReason);
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReleaseKillSwitch("first"));
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReleaseKillSwitch("second"));

        Assert.Single(floor.PortfolioEvents.OfType<KillSwitchEngaged>());
        Assert.Single(floor.PortfolioEvents.OfType<KillSwitchReleased>());
    }

    [Fact]
    public void JournalAway_UntilItIsBack_DeniesEntriesLetsExitsPassAndIsNotJournaled()
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Minute([(0, 99m, 100m)]);
        int events = floor.PortfolioEvents.Count;
        floor.Tell(floor.Portfolio, new NoteJournal(IsAway: true));
        floor.Minute([(1, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.NoJournal));
        floor.Minute([(0, 101m, 100m)]);
        Assert.True(floor.Book(0).TotalQuantity.IsZero);
        Assert.Equal(events, floor.PortfolioEvents.Count);

        floor.Tell(floor.Portfolio, new NoteJournal(IsAway: false));
        floor.Minute([(1, 101m, 100m)]);
        floor.Minute([(1, 99m, 100m)]);
        Assert.False(floor.Book(1).TotalQuantity.IsZero);
    }

    [Fact]
    public void StopEntries_InOneRun_DeniesEntriesLetsExitsPassAndEndsWithTheRun()
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Minute([(0, 99m, 100m)]);
        floor.Tell(floor.Portfolio, new StopEntries());
        floor.Minute([(1, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.Stopping));
        floor.Minute([(0, 101m, 100m)]);
        Assert.True(floor.Book(0).TotalQuantity.IsZero);

        floor.Restart();
        floor.Minute([(1, 99m, 100m)]);
        Assert.False(floor.Book(1).TotalQuantity.IsZero);
    }
}
