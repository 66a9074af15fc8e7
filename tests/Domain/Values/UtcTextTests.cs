using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class UtcTextTests
{
    [Fact]
    public void TryParse_OfAWholeSecond_IsThatSecondInUtc()
    {
        Assert.True(UtcText.TryParse("2024-02-29T23:59:58"u8, (byte)'T', out Timestamp time));
        Assert.Equal(Timestamp.Utc(2024, 2, 29, 23, 59, 58), time);
    }

    [Theory]
    [InlineData("2023-02-29 00:00:00")]
    [InlineData("2025-13-01 00:00:00")]
    [InlineData("2025-00-01 00:00:00")]
    [InlineData("2025-01-00 00:00:00")]
    [InlineData("2025-01-01 24:00:00")]
    [InlineData("2025-01-01 00:60:00")]
    [InlineData("2025-01-01 00:00:60")]
    [InlineData("2025-01-01T00:00:00")]
    [InlineData("1969-12-31 23:59:59")]
    [InlineData("2025-01-01 00:00:0x")]
    [InlineData("2025-01-01 00:00:00Z")]
    [InlineData("2025-01-01")]
    [InlineData("")]
    public void TryParse_OfAnythingElse_IsRefused(string text) =>
        Assert.False(UtcText.TryParse(Encoding.ASCII.GetBytes(text), (byte)' ', out _));

    [Theory]
    [InlineData("012345", true, 12345)]
    [InlineData("9999999999", false, 0)]
    [InlineData("12a", false, 12)]
    public void TryDigits_OfText_TakesAtMostNineDigits(string text, bool taken, int value)
    {
        Assert.Equal(taken, UtcText.TryDigits(Encoding.ASCII.GetBytes(text), out int read));
        Assert.Equal(value, read);
    }
}
