using CoinPilot.Actors.InProcess;
using CoinPilot.App.Clusters;
using CoinPilot.App.Config;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What <c>coinpilot run</c> was asked to do.</summary>
/// <param name="Exchange">The exchange to trade on; null starts a local one in this process.</param>
/// <param name="Speed">How much faster than real the local exchange's synthetic market runs.</param>
/// <param name="Seed">The synthetic market's seed.</param>
/// <param name="Port">The dashboard's port on loopback; 0 takes any free one.</param>
internal sealed record RunSettings(
    string DataFolder, Uri? Exchange, IReadOnlyList<Symbol> Symbols, IReadOnlyList<StrategyChoice> Strategies,
    RiskLimits Limits, double Speed, ulong Seed, Money Cash, int Port, string? KeyFile)
{
    /// <summary>Where all this was read, to be read again; null where it was not.</summary>
    public (ConfigSource Source, Configuration Read)? Configuration { get; init; }

    /// <summary>Whose protocol the exchange speaks.</summary>
    public string VenueName { get; init; } = "upbit";

    /// <summary>Real market data, play money: orders go to a matching core of ours.</summary>
    public bool IsPaper { get; init; }

    /// <summary>Where to record the market data that is traded on; null for nowhere.</summary>
    public string? RecordTo { get; init; }

    /// <summary>Threads that run actors.</summary>
    public int Workers { get; init; } = new LiveEngineOptions().Workers;

    /// <summary>What recorded sessions may take together; 0 records none.</summary>
    public long SessionBytes { get; init; }

    /// <summary>How long recorded sessions are kept.</summary>
    public TimeSpan SessionAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The file that holds the journal's connection string; null for the environment's, or none.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>Keep every trade in the journal's database.</summary>
    public bool KeepTicks { get; init; }

    /// <summary>Wait while another process trades on the journal.</summary>
    public bool Standby { get; init; }

    /// <summary>How long exits and cancels go on while the database is away; null for the journal's own.</summary>
    public TimeSpan? OutageLimit { get; init; }

    /// <summary>How it takes part in a cluster.</summary>
    public NodeSettings Cluster { get; init; } = NodeSettings.Alone;

    public static RunSettings Of(ConfigSource source, Configuration read) => new(
        read.TextOf(Config.Settings.Data)!, read.TextOf(Config.Settings.Address) is { } address ? new Uri(address) : null,
        read.Symbols, read.Strategies, read.Limits, (double)read.NumberOf(Config.Settings.Speed),
        (ulong)read.NumberOf(Config.Settings.Seed), Money.Of(read.NumberOf(Config.Settings.Cash)), (int)read.NumberOf(Config.Settings.Port),
        read.TextOf(Config.Settings.KeysFile))
    {
        VenueName = read.TextOf(Config.Settings.Venue)!,
        IsPaper = read.TextOf(Config.Settings.Paper) == "true",
        DatabaseFile = read.TextOf(Config.Settings.DatabaseFile),
        KeepTicks = read.TextOf(Config.Settings.Ticks) == "true",
        RecordTo = read.TextOf(Config.Settings.RecordTo),
        SessionBytes = (long)(read.NumberOf(Config.Settings.SessionGigabytes) * 1_000_000_000m),
        SessionAge = TimeSpan.FromDays((double)read.NumberOf(Config.Settings.SessionDays)),
        OutageLimit = TimeSpan.FromMinutes((double)read.NumberOf(Config.Settings.OutageMinutes)),
        Workers = read.TextOf(Config.Settings.Workers) is null ? new LiveEngineOptions().Workers : (int)read.NumberOf(Config.Settings.Workers),
        Cluster = NodeSettings.Of(read),
        Configuration = (source, read),
    };

    /// <summary>The strategies that run on a symbol.</summary>
    public IReadOnlyList<StrategyChoice> ChoicesOf(Symbol symbol) => [.. Strategies.Where(s => s.RunsOn(symbol))];
}
