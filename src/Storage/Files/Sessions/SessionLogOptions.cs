namespace CoinPilot.Storage.Files.Sessions;

/// <summary>Where sessions are recorded and what they may take.</summary>
/// <param name="Folder">Holds one folder for each session.</param>
/// <param name="MostBytes">Of all sessions together; the oldest ones go first, whole.</param>
/// <param name="MostAge">Older sessions go.</param>
public sealed record SessionLogOptions(string Folder, long MostBytes, TimeSpan MostAge, TimeProvider Time)
{
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Left free on the disk for what matters more: the journal.</summary>
    public long FreeBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Told once, with the reason, when the recording ends before the run does. On any thread.</summary>
    public Action<string> Alert { get; init; } = static _ => { };
}
