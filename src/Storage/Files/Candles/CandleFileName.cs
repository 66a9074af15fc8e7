using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Guesses a file's market from its name: <c>BTC_KRW_1m.csv.gz</c> and <c>KRW-BTC-1m.csv</c> are KRW-BTC.</summary>
public static class CandleFileName
{
    // Without them any two words in capitals would be a market.
    private static readonly string[] Quotes = ["KRW", "BTC", "USDT"];

    /// <summary>False when the name says nothing; the market must then be given.</summary>
    public static bool TryGuessSymbol(string file, out Symbol symbol)
    {
        symbol = default;
        string name = Path.GetFileName(file);
        string first = Word(name);
        if (first.Length == name.Length)
            return false;
        char separator = name[first.Length];
        string second = Word(name[(first.Length + 1)..]);
        return separator switch
        {
            '-' when Quotes.Contains(first) => Symbol.TryParse($"{first}-{second}", out symbol),
            '_' when Quotes.Contains(second) => Symbol.TryParse($"{second}-{first}", out symbol),
            _ => false,
        };
    }

    private static string Word(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetterUpper(text[length]) || char.IsAsciiDigit(text[length])))
            length++;
        return text[..length];
    }
}
