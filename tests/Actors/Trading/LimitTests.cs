using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>The limits on number, pace and loss through the actors, before and after a restart.</summary>
public sealed class LimitTests
{
    [Fact]
    public void Positions_OfManySymbolsAtOneInstant_AreAtMostTheLimit()
    {
        Floor floor = new(new FloorOptions { Symbols = 8, Limits = RiskLimits.Default with { MaxOrderPercent = 5m } });
        floor.Venue.Script = static _ => null;
        floor.Rise();

        Assert.Equal(5, floor.Venue.Submits.Count);
        Assert.Equal(3, floor.Denials(RiskCode.Positions));
    }

    [Theory]
    [InlineData(SecondEntry.Never, 1)]
    [InlineData(SecondEntry.OtherStrategy, 2)]
    public void SecondEntry_OfAnotherStrategyInTheSymbol_GoesByTheRule(SecondEntry rule, int allowed)
    {
        Floor floor = new(new FloorOptions { Strategies = [CandleColour.Steady, CandleColour.Brittle], Limits = RiskLimits.SizesOnly with { SecondEntry = rule } });
        floor.Rise();
        floor.Rise();

        Assert.Equal(allowed, floor.Venue.Submits.Count);
        // At the same instant the second waits for the first, whose buy is open.
        Assert.True(floor.Denials(RiskCode.DuplicateEntry) > 0);
    }

    [Theory]
    [InlineData(0, RiskCode.DuplicateEntry)]
    [InlineData(1, RiskCode.Positions)]
    public void SecondEntry_ForTheSameStrategy_LetsItAddToItsPositionAndNobodyElseIn(int positions, string code)
    {
        Floor floor = new(new FloorOptions
        {
            Strategies = [CandleColour.Steady, CandleColour.Brittle],
            Limits = RiskLimits.SizesOnly with { SecondEntry = SecondEntry.SameStrategy, MaxPositions = positions },
        });
        floor.Rise();
        Assert.Equal(1, floor.Denials(code));
        Intent more = new(IntentKind.Enter, "unit 2") { Terms = new IntentTerms { EquityPercent = 5m } };
        floor.Tell(floor.Refs().Risk, new Signal("steady", more, Quantity.Zero));
        floor.Tell(floor.Refs().Risk, new Signal("brittle", more, Quantity.Zero));

        Assert.Equal(2, floor.Venue.Submits.Count);
        Assert.All(floor.Venue.Submits, s => Assert.Contains("-steady-", s.ClientOrderId.Value, StringComparison.Ordinal));
        Assert.Equal(2, floor.Denials(code));
    }

    [Fact]
    public void DailyEntries_OnceUsedUp_AreDeniedAcrossARestartUntilTheNextUtcDay()
    {
        Floor floor = new(new FloorOptions { Symbols = 3, Limits = RiskLimits.SizesOnly with { DailyEntries = 2 } });
        floor.Rise();
        Assert.Equal(1, floor.Denials(RiskCode.DailyEntries));
        floor.Fall();
        floor.Restart();
        floor.Rise();
        Assert.Equal(3, floor.Denials(RiskCode.DailyEntries));
        Assert.Equal(4, floor.Venue.Submits.Count);

        floor.Wait(24 * 3600);
        floor.Rise();
        Assert.Equal(6, floor.Venue.Submits.Count);
    }

    [Fact]
    public void EntryInterval_OfASymbol_BindsItAloneAndSurvivesARestart()
    {
        Floor floor = new(new FloorOptions { Symbols = 2, Limits = RiskLimits.SizesOnly with { EntryInterval = TimeSpan.FromMinutes(30) } });
        floor.Minute([(0, 99m, 100m)]);
        floor.Minute([(0, 101m, 100m)]);
        floor.Restart();
        floor.Minute([(0, 99m, 100m), (1, 99m, 100m)]);

        Assert.Equal(1, floor.Denials(RiskCode.EntryInterval));
        Assert.Equal(3, floor.Venue.Submits.Count);
        floor.Wait(28 * 60);
        floor.Minute([(0, 99m, 100m)]);
        Assert.Equal(4, floor.Venue.Submits.Count);
    }

    [Fact]
    public void OrderRate_WithinAMinute_IsHeldOverAllSymbols()
    {
        Floor floor = new(new FloorOptions { Symbols = 6, Limits = RiskLimits.SizesOnly with { EntriesPerMinute = 4, MaxOrderPercent = 1m } });
        floor.Rise();
        Assert.Equal(2, floor.Denials(RiskCode.OrderRate));
        floor.Rise();

        Assert.Equal(6, floor.Venue.Submits.Count);
    }

    [Fact]
    public void LossesInARow_AcrossARestart_PauseEntriesForAWhile()
    {
        Floor floor = new(new FloorOptions { Limits = RiskLimits.SizesOnly with { LossesInARow = 2, LossPause = TimeSpan.FromMinutes(10) } });
        floor.Rise();
        floor.Fall();
        floor.Restart();
        floor.Rise();
        floor.Fall();
        Assert.Single(floor.PortfolioEvents.OfType<EntriesPaused>());
        floor.Restart();
        floor.Rise();
        Assert.Equal(1, floor.Denials(RiskCode.LossPause));

        floor.Wait(600);
        floor.Rise();
        Assert.Equal(5, floor.Venue.Submits.Count);
        // Bought and sold at the same price: each trade lost its fees.
        Assert.Equal([Money.Of(-2_000m), Money.Of(-2_000m)], floor.PortfolioEvents.OfType<TradeEnded>().Select(e => e.Result));
    }

    [Fact]
    public void DailyLoss_OfUnrealisedLosses_DeniesEntriesAcrossARestartUntilTheNextUtcDay()
    {
        Floor floor = new(new FloorOptions { Symbols = 2, Limits = RiskLimits.SizesOnly with { DailyLossPercent = 3m } });
        floor.Minute([(0, 99m, 100m)]);
        floor.Minute([(0, 85m, 85m)]);
        Assert.Single(floor.PortfolioEvents.OfType<DailyLossReached>());
        floor.Minute([(0, 99m, 99m), (1, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.DailyLoss));
        floor.Restart();
        floor.Minute([(0, 99m, 99m)]);
        floor.Minute([(1, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.DailyLoss));
        floor.Minute([(0, 101m, 99m)]);
        Assert.True(floor.Book(0).TotalQuantity.IsZero);

        floor.Wait(24 * 3600);
        floor.Minute([(1, 99m, 100m)]);
        Assert.False(floor.Book(1).TotalQuantity.IsZero);
    }

    [Fact]
    public void Drawdown_OfUnrealisedLosses_LatchesTheKillSwitchUntilItIsReset()
    {
        Floor floor = new(new FloorOptions { Symbols = 2, Limits = RiskLimits.SizesOnly with { MaxDrawdownPercent = 5m } });
        floor.Minute([(0, 99m, 100m)]);
        floor.Minute([(0, 150m, 150m)]);
        floor.Restart();
        floor.Minute([(0, 115m, 115m)]);

        // The peak is 11,000,000 less a fee, and equity is 10,300,000 less it.
        Assert.StartsWith(RiskCode.Drawdown, floor.Account.KillSwitchReason, StringComparison.Ordinal);
        floor.Minute([(0, 200m, 200m), (1, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.KillSwitch));
        floor.Ask<AccountSnapshot>(floor.Portfolio, new ReleaseKillSwitch("looked into"));
        floor.Minute([(0, 195m, 195m), (1, 99m, 100m)]);
        Assert.False(floor.Book(1).TotalQuantity.IsZero);
    }

    [Fact]
    public void Holding_WithoutAPriceSinceTheStart_DeniesEntriesAndStopsNoExit()
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Minute([(0, 99m, 100m)]);
        floor.Restart();
        floor.Minute([(1, 99m, 100m)]);
        Assert.Equal(1, floor.Denials(RiskCode.NoPrice));

        floor.Minute([(0, 101m, 100m)]);
        Assert.True(floor.Book(0).TotalQuantity.IsZero);
        floor.Minute([(1, 99m, 100m)]);
        Assert.False(floor.Book(1).TotalQuantity.IsZero);
    }

    [Theory]
    [InlineData(TradingState.Reducing, RiskCode.Reducing)]
    [InlineData(TradingState.Halted, RiskCode.Halted)]
    public void TradingState_SetByTheOperator_DeniesEntriesAcrossARestartAndLetsExitsPass(TradingState state, string code)
    {
        Floor floor = new(new FloorOptions { Symbols = 2 });
        floor.Minute([(0, 99m, 100m)]);
        floor.Ask<AccountSnapshot>(floor.Portfolio, new SetTradingState(state, "test"));
        floor.Restart();
        floor.Minute([(0, 101m, 100m), (1, 99m, 100m)]);
        Assert.True(floor.Book(0).TotalQuantity.IsZero);
        Assert.Equal(1, floor.Denials(code));

        floor.Ask<AccountSnapshot>(floor.Portfolio, new SetTradingState(TradingState.Active, "done"));
        floor.Minute([(1, 99m, 100m)]);
        Assert.False(floor.Book(1).TotalQuantity.IsZero);
    }

    [Fact]
    public void Limits_OverriddenWhileRunning_HoldAtOnceAndAcrossARestartUntilSetBack()
    {
        Floor floor = new(new FloorOptions { Symbols = 3 });
        floor.Ask<AccountSnapshot>(floor.Portfolio, new OverrideLimits(ValueList<LimitSetting>.Of([new("max_positions", "1")]), "careful"));
        floor.Rise();
        Assert.Single(floor.Venue.Submits);
        floor.Restart();
        floor.Rise();
        floor.Rise();
        Assert.Single(floor.Venue.Submits);
        Assert.Equal([new LimitSetting("max_positions", "1")], floor.Account.Overrides);

        floor.Ask<AccountSnapshot>(floor.Portfolio, new OverrideLimits(ValueList<LimitSetting>.Of([new("max_positions", OverrideLimits.Configured)]), "calm"));
        floor.Rise();
        Assert.Equal(3, floor.Venue.Submits.Count);
        Assert.Equal(["careful", "calm"], floor.PortfolioEvents.OfType<LimitsOverridden>().Select(e => e.Reason));
    }

    [Fact]
    public void Limits_ConfiguredAnew_AreJournaledWhereTheyDifferAndReachTheSymbols()
    {
        Floor floor = new();
        RiskLimits limits = RiskLimits.SizesOnly with { MaxPriceAge = TimeSpan.FromSeconds(10) };
        for (int i = 0; i < 2; i++)
            floor.Ask<AccountSnapshot>(floor.Portfolio, new ConfigureLimits(limits, "file"));
        Assert.Single(floor.PortfolioEvents.OfType<LimitsConfigured>());
        floor.Minute(100m, 100m);
        floor.Wait(11);
        floor.Tell(floor.Refs().Risk, new Signal("steady", new Intent(IntentKind.Enter, "test"), Quantity.Zero));

        Assert.Equal(1, floor.Denials(RiskCode.StalePrice));
    }
}
