namespace CoinPilot.App.Cli;

/// <summary>What every verb exits with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A check failed: a difference was found, a run did not succeed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or configuration: nothing was done.</summary>
    public const int Usage = 2;
}

/// <summary>Something in the command line, a file or the surroundings is wrong; the message names it.</summary>
internal class UsageException(string message) : Exception(message);
