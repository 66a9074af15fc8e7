namespace CoinPilot.Storage.Files.Candles;

/// <summary>A candle file that cannot be used, and where. <see cref="Line"/> counts from 1, the header; 0 is the file as a whole. In JSON it counts items.</summary>
public sealed class CandleFileException : IOException
{
    public CandleFileException(
        string file, int line, string reason, string? field = null, string? text = null, Exception? inner = null, string unit = "line")
        : base(Describe(file, line, unit, reason, field, text), inner)
    {
        File = file;
        Line = line;
        Field = field;
        Text = text;
    }

    public string File { get; }

    public int Line { get; }

    /// <summary>The field's name in the header; null where the line as a whole is wrong.</summary>
    public string? Field { get; }

    /// <summary>What stands in the field.</summary>
    public string? Text { get; }

    private static string Describe(string file, int line, string unit, string reason, string? field, string? text)
    {
        string where = line > 0 ? $"{file} {unit} {line}" : file;
        return field is null ? $"{where}: {reason}" : $"{where}: {field} '{text}' {reason}";
    }
}
