using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.World;

namespace CoinPilot.Simulation.Bugs;

/// <summary>Every deliberate bug, with the number of seeds within which it must be found.</summary>
internal static class AllBugs
{
    public static IReadOnlyList<DeliberateBug> List { get; } =
    [
        new TapBug("send-before-persist", "the position sends an order while its intent is still being journaled", 20, "position", static () => new SendsBeforePersist()),
        new TapBug("id-from-clock", "the identifier of an order is made from the clock", 5, "position", static () => new IdentifierFromClock()),
        new TapBug("release-twice", "a reservation is given back when its order is placed, and again when it is journaled", 200, "risk", static () => new ReleasesTwice()),
        new TapBug("book-trade-twice", "a repeated trade is booked again", 50, "position", static () => new BooksTradesTwice()),
        new TapBug("resend-as-new", "after an ambiguous answer the order is sent again under a new id", 50, "position", static () => new ResendsAsNew()),
        new TapBug("no-look-up", "nobody asks the venue about orders whose fate is open", 50, "position", static () => new ForgetsToLookUp()),
        new TapBug("totals-added-up", "the portfolio adds totals up as if they were changes", 50, "portfolio", static () => new AddsTotalsUp()),
        new TapBug("old-totals", "the portfolio takes totals in whatever order they arrive", 100, "portfolio", static () => new TakesOldTotals()),
        new TapBug("kill-switch-in-memory", "the kill switch does not survive a restart", 50, "portfolio", static () => new ForgetsKillSwitch()),
        new TapBug("no-limits", "the portfolio grants what it should deny", 20, "portfolio", static () => new GrantsEverything()),
        new TapBug("apply-before-persist", "the position stands for what is still being journaled", 5, "position", static () => new AppliesBeforePersist()),
        new TapBug("fills-not-told-again", "a strategy that starts anew is told of fills to come alone", 50, "position", static () => new TellsFillsToComeAlone()) { Favours = FaultKind.StrategyThrows },
        new TapBug("memory-in-memory", "what a strategy remembers does not survive a restart", 5, "strategy-chaos0", static () => new ForgetsStrategyState()),
        new TapBug("halt-when-shown", "the kill switch is durable, and entries are granted until somebody is told of it", 20, "portfolio", static () => new HaltsWhenShown()) { Favours = FaultKind.KillSwitch },
        new DeliberateBug("one-percent-over", "the portfolio lets the exposure be 1 % over its limit", 5) { PortfolioLimits = Scenario.Limits with { MaxTotalExposurePercent = Scenario.Limits.MaxTotalExposurePercent * 1.01m } },
        new DeliberateBug("answer-before-write", "the journal says that an event is durable before it is", 50) { Journal = new JournalSettings { AnswersBeforeWriting = true } },
        new DeliberateBug("torn-tail", "recovery takes what a torn write left", 50) { Journal = new JournalSettings { AcceptsTornTail = true } },
        new DeliberateBug("no-sequence-check", "the journal lets anybody write at any number", 100) { SkipsSequenceCheck = true },
        new DeliberateBug("cash-any-time", "cash is held against the exchange's while orders are filling", 50) { ComparesCashAnyTime = true, Favours = FaultKind.ReportsLost },
        new DeliberateBug("no-fencing", "of two processes that own a symbol, the first to write wins", 50) { SkipsClaims = true, Favours = FaultKind.Zombie },
    ];

    public static DeliberateBug? Find(string name) => List.FirstOrDefault(b => b.Name == name);
}
