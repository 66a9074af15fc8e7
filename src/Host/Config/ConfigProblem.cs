using CoinPilot.App.Cli;

namespace CoinPilot.App.Config;

/// <summary>Something wrong in the configuration, and where: a place in the file, an environment variable or an option.</summary>
internal readonly record struct ConfigProblem(string Where, string Message)
{
    public override string ToString() => $"{Where}: {Message}";
}

/// <summary>The configuration cannot be used; the message lists every problem, one a line.</summary>
internal sealed class ConfigException(IReadOnlyList<ConfigProblem> problems)
    : UsageException(string.Join('\n', problems))
{
    public IReadOnlyList<ConfigProblem> Problems { get; } = problems;
}
