namespace CoinPilot.Tests.Storage.Candles;

/// <summary>The real market data beside the checkout; tests that need it are skipped where it is missing.</summary>
internal static class SharedData
{
    public static string Require(string path)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return Path.Combine(candidate, path);
        }
        Assert.Skip("shared/data is not beside the repository");
        return "";
    }
}
