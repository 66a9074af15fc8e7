using System.CommandLine;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot candles</c></summary>
internal static class CandlesCommand
{
    public static Command Create() => new("candles", "the candle store: fill it, check it, show it")
    {
        CandlesDownloadCommand.Create(),
        CandlesImportCommand.Create(),
        CandlesVerifyCommand.Create(),
        CandlesListCommand.Create(),
        CandlesExportCommand.Create(),
    };
}
