using CoinPilot.App.Cli;

namespace CoinPilot.App.OwnStrategies;

/// <summary>The strategies of a folder cannot be had; each problem names the file, and the class where it is one's.</summary>
internal sealed class StrategyFolderException(IReadOnlyList<string> problems) : UsageException(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
