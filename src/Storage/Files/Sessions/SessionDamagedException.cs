namespace CoinPilot.Storage.Files.Sessions;

/// <summary>A recorded session that is none, or is damaged before its end.</summary>
public sealed class SessionDamagedException(string file, long position, string reason) : IOException($"{file} byte {position}: {reason}")
{
    public long Position { get; } = position;
}
