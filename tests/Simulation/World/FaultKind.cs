namespace CoinPilot.Simulation.World;

/// <summary>What can go wrong. Those with a length last; the others strike once.</summary>
public enum FaultKind
{
    /// <summary>The node dies at that moment and is started again after the length.</summary>
    Crash,

    /// <summary>The node dies so many steps later, a step being anything that the trace notes.</summary>
    CrashAtStep,

    /// <summary>The node dies in its next journal write: before, in the middle or just after it.</summary>
    CrashInAppend,

    /// <summary>The node dies in its next order: before or just after it left.</summary>
    CrashInSubmit,

    /// <summary>The node's next journal write fails: with nothing, a part or all of it written.</summary>
    JournalFails,
    SlowJournal,
    MessagesDelayed,
    MessagesDropped,
    MessagesDuplicated,
    MessagesReordered,

    /// <summary>The network is cut in two: the target's bits say which nodes are on one side. Inside a side messages pass.</summary>
    Partition,

    /// <summary>The exchange answers late.</summary>
    VenueLate,

    /// <summary>The exchange answers twice.</summary>
    VenueTwice,

    /// <summary>The exchange answers 429 to what it did not look at.</summary>
    VenueBusy,

    /// <summary>The exchange answers 5xx, whether it accepted or not.</summary>
    VenueError,

    /// <summary>The exchange does not answer, though it accepted.</summary>
    VenueSilent,

    /// <summary>Requests reach the exchange long after the client gave up on them.</summary>
    VenueStuck,

    /// <summary>The exchange refuses every order.</summary>
    VenueRefuses,
    ReportsLost,
    ReportsRepeated,
    ReportsReordered,
    FeedGap,
    FeedRepeated,
    FeedReordered,

    /// <summary>The node's wall clock is off by the detail, in seconds.</summary>
    ClockJump,

    /// <summary>The node stands still and goes on.</summary>
    Pause,

    /// <summary>The node stands still, at once or in its next journal write, its symbols are started elsewhere, then it goes on.</summary>
    Zombie,
    KillSwitch,

    /// <summary>Entries are stopped; the portfolio's node is started again at the end.</summary>
    StopEntries,

    /// <summary>The symbol's strategies throw.</summary>
    StrategyThrows,

    /// <summary>Somebody offers what a strategy holds at a limit, and withdraws the offer at the end.</summary>
    LimitSell,
}
