using CoinPilot.App.Cli;
using CoinPilot.Values;

namespace CoinPilot.Tests.Replays;

public sealed class InstantTextTests
{
    [Theory]
    [InlineData("2025-09-01", "2025-09-01T00:00:00.000Z")]
    [InlineData("2025-09-01T12:30", "2025-09-01T12:30:00.000Z")]
    [InlineData("2025-09-01 12:30:05", "2025-09-01T12:30:05.000Z")]
    [InlineData("2025-09-01T12:30:05.125Z", "2025-09-01T12:30:05.125Z")]
    [InlineData("2025-09-01 21:30:05.125 KST", "2025-09-01T12:30:05.125Z")]
    [InlineData("2025-09-01 kst", "2025-08-31T15:00:00.000Z")]
    [InlineData("2025-09-01T21:30+09:00", "2025-09-01T12:30:00.000Z")]
    public void Read_OfEveryForm_GivesTheInstant(string text, string utc) => Assert.Equal(utc, InstantText.Read("--from", text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("KST")]
    [InlineData("12:30")]
    [InlineData("2025-13-01")]
    [InlineData("0001-01-01")]
    public void Read_OfAnythingElse_NamesTheOption(string text) =>
        Assert.Contains($"--from '{text}' is not a time like", Assert.Throws<UsageException>(() => InstantText.Read("--from", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_OfWhatTimestampsShow_GivesThemBack()
    {
        Timestamp time = Timestamp.Utc(2025, 9, 1, 3, 4, 5) + TimeSpan.FromMilliseconds(678);

        Assert.Equal(time, InstantText.Read("--to", time.ToString()));
        Assert.Equal(time, InstantText.Read("--to", time.ToKstString()));
    }
}
