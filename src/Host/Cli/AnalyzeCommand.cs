using System.CommandLine;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot analyze</c>: can what a backtest says be believed?</summary>
internal static class AnalyzeCommand
{
    public static Command Create() => new("analyze", "look for strategies that know what they cannot know, or that begin too early")
    {
        AnalyzeLookAheadCommand.Create(),
        AnalyzeRecursiveCommand.Create(),
    };
}
