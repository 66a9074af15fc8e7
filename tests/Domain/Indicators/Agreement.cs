namespace CoinPilot.Tests.Indicators;

/// <summary>Whether outputs equal expected ones to 1e-9, relative where they are above 1.</summary>
internal static class Agreement
{
    public static void Verify(double[]? expected, double[]? actual, string where, double scale = 1)
    {
        Assert.True(expected is null == actual is null, $"{where}: expected {Show(expected)}, got {Show(actual)}");
        if (expected is null || actual is null)
            return;
        Assert.True(expected.Length == actual.Length, $"{where}: expected {Show(expected)}, got {Show(actual)}");
        for (int i = 0; i < expected.Length; i++)
            Assert.True(IsSame(expected[i], actual[i], scale), $"{where}, output {i}: expected {Show(expected)}, got {Show(actual)}");
    }

    public static string Show(double[]? values) => values is null ? "no value" : string.Join(' ', values.Select(v => v.ToString("G17")));

    private static bool IsSame(double expected, double actual, double scale) => double.IsNaN(expected)
        ? double.IsNaN(actual)
        : Math.Abs(actual - expected) <= 1e-9 * Math.Max(scale, Math.Abs(expected));
}
