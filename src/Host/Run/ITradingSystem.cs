using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Config;
using CoinPilot.App.Views;
using CoinPilot.App.Web;

namespace CoinPilot.App.Run;

/// <summary>What the API, the dashboard and the metrics ask of a running system: of a process that runs all, or of a node of a cluster for what it runs.</summary>
internal interface ITradingSystem
{
    /// <summary>Reads the configuration again; null where the settings came from nowhere.</summary>
    ConfigReload? Reload { get; }

    EngineCounters Counters { get; }

    IReadOnlyDictionary<string, long> ClientCounters { get; }

    /// <summary>Trades that the database did not take; null where none are kept.</summary>
    long? DroppedTicks { get; }

    /// <summary>The symbols' books and their reconciliation; throws before the system has started.</summary>
    Reconciling Books { get; }

    /// <summary>The newest orders, also those that have ended.</summary>
    IOrderLog Orders { get; }

    /// <summary>How the strategies stand.</summary>
    StrategyBoard Strategies { get; }

    /// <summary>The first-in-first-out view of what is held.</summary>
    LotView Lots { get; }

    Task<SystemStatus> GetStatusAsync();

    /// <summary>Sends the portfolio a command; gives the account once it is durable.</summary>
    Task<AccountSnapshot> CommandAsync(IPortfolioMessage command);

    /// <summary>False where there is nobody in quarantine at that path.</summary>
    bool LiftQuarantine(string path);

    /// <summary>Null when the system can trade, else what is missing.</summary>
    Task<string?> WhyNotReadyAsync();

    /// <summary>The chart data of a symbol, or null when it does not run here.</summary>
    CandlesModel? FindCandles(string code);
}
