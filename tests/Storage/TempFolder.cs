namespace CoinPilot.Tests.Storage;

/// <summary>A folder that is gone when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("coinpilot-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
