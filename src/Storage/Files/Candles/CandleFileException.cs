namespace CoinPilot.Storage.Files.Candles;

/// <summary>A candle file that cannot be used; the message names file, line and field.</summary>
public sealed class CandleFileException : IOException
{
    public CandleFileException(string path, string problem)
        : base($"{path}: {problem}")
    {
    }

    public CandleFileException(string path, long line, string problem)
        : base($"{path} line {line}: {problem}") => Line = line;

    /// <summary>From 1; 0 when the file as a whole is meant.</summary>
    public long Line { get; }
}
