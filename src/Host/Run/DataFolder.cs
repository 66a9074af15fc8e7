using System.CommandLine;

namespace CoinPilot.App.Run;

/// <summary>Where a run keeps what must outlive it.</summary>
internal static class DataFolder
{
    public const string Default = "data";

    public static Option<string> Option() =>
        new("--data") { Description = "folder of the journal", DefaultValueFactory = _ => Default };

    /// <summary>The books of the paper account.</summary>
    public static string PaperOf(string folder) => Path.Combine(folder, "paper");

    /// <summary>Candles of all venues, for backtests and replays.</summary>
    public static string CandlesOf(string folder) => Path.Combine(folder, "candles");

    /// <summary>What the actors of each run took in, for <c>coinpilot replay</c>.</summary>
    public static string SessionsOf(string folder) => Path.Combine(folder, "sessions");

    /// <summary>The records and result files of backtests, a folder each.</summary>
    public static string RunsOf(string folder) => Path.Combine(folder, "runs");

    public static string JournalOf(string folder) => Path.Combine(folder, "journal");

    /// <summary>What waits for a database that is away.</summary>
    public static string OutagesOf(string folder) => Path.Combine(folder, "outage");

    /// <summary>The local exchange's own books, so that its accounts outlive it too.</summary>
    public static string ExchangeOf(string folder) => Path.Combine(folder, "exchange");
}
