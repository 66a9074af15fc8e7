namespace CoinPilot.Tests.Processes;

/// <summary>The real market data beside the checkout, where it is there.</summary>
internal static class RealData
{
    /// <summary>The five files of September 2025, or a skipped test that says why.</summary>
    public static string[] RequireCandleFiles()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "data", "upbit-krw-1m-2025-09");
            if (Directory.Exists(folder))
                return [.. Directory.GetFiles(folder, "*.csv.gz").Order(StringComparer.Ordinal)];
        }
        Assert.Skip("the real candle files (shared/data/upbit-krw-1m-2025-09) are not beside this checkout");
        return [];
    }
}
