using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class TimestampTests
{
    private static readonly Timestamp Noon = Timestamp.Utc(2025, 9, 1, 12, 34, 56);

    [Fact]
    public void Utc_KnownInstant_IsItsUnixTime()
    {
        Assert.Equal(1_756_730_096_000_000, Noon.UnixMicros);
        Assert.Equal(1_756_730_096_000, Noon.UnixMillis);
        Assert.Equal(Noon, Timestamp.FromUnixMillis(1_756_730_096_000));
        Assert.Equal(Noon, Timestamp.From(new DateTimeOffset(2025, 9, 1, 21, 34, 56, TimeSpan.FromHours(9))));
        Assert.Equal(new DateTimeOffset(2025, 9, 1, 12, 34, 56, TimeSpan.Zero), Noon.ToDateTimeOffset());
    }

    [Fact]
    public void ToString_Instant_IsUtcAndKoreanTimeIsNineHoursAhead()
    {
        Timestamp lateEvening = Timestamp.Utc(2025, 8, 31, 15, 0, 0) + TimeSpan.FromMilliseconds(7);

        Assert.Equal("2025-08-31T15:00:00.007Z", lateEvening.ToString());
        Assert.Equal("2025-09-01 00:00:00.007 KST", lateEvening.ToKstString());
    }

    [Theory]
    [InlineData(1, "2025-09-01T12:34:00.000Z")]
    [InlineData(15, "2025-09-01T12:30:00.000Z")]
    [InlineData(60, "2025-09-01T12:00:00.000Z")]
    [InlineData(240, "2025-09-01T12:00:00.000Z")]
    [InlineData(1440, "2025-09-01T00:00:00.000Z")]
    public void FloorTo_Minutes_IsTheStartOfTheBarInUtc(int minutes, string start) =>
        Assert.Equal(start, Noon.FloorTo(TimeSpan.FromMinutes(minutes)).ToString());

    [Fact]
    public void FloorTo_ADay_OpensAtNineInKorea()
    {
        Timestamp day = Timestamp.Utc(2025, 9, 1);

        Assert.Equal("2025-09-01 09:00:00.000 KST", day.FloorTo(TimeSpan.FromDays(1)).ToKstString());
        Assert.Equal(day, day.FloorTo(TimeSpan.FromDays(1)));
        Assert.Equal(day, new Timestamp(day.UnixMicros + 86_400_000_000 - 1).FloorTo(TimeSpan.FromDays(1)));
        Assert.Equal(day - TimeSpan.FromDays(1), new Timestamp(day.UnixMicros - 1).FloorTo(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void FloorTo_AnyInstant_HoldsItAndLiesOnABoundary() => Property.Holds(10_000, random =>
    {
        Timestamp time = new(random.NextInt64(4_000_000_000_000_000));
        TimeSpan interval = TimeSpan.FromMinutes(new[] { 1, 3, 5, 10, 15, 30, 60, 240, 1440 }[random.Next(9)]);

        Timestamp start = time.FloorTo(interval);

        Assert.True(start <= time && time < start + interval);
        Assert.Equal(0, start.UnixMicros % (interval.Ticks / 10));
    });

    [Fact]
    public void Arithmetic_Instants_KeepMicroseconds()
    {
        Timestamp later = Noon + TimeSpan.FromMicroseconds(1_500_001);

        Assert.Equal(TimeSpan.FromMicroseconds(1_500_001), later - Noon);
        Assert.Equal(Noon, later - TimeSpan.FromMicroseconds(1_500_001));
        Assert.Equal(Noon.UnixMillis + 1_500, later.UnixMillis);
        Assert.True(Noon < later && Noon <= later && later > Noon && later >= Noon && Noon.CompareTo(later) < 0);
    }

    [Fact]
    public void Arithmetic_PastTheRange_Throws()
    {
        Assert.Throws<OverflowException>(() => new Timestamp(long.MaxValue) + TimeSpan.FromSeconds(1));
        Assert.Throws<OverflowException>(() => new Timestamp(long.MinValue) - TimeSpan.FromSeconds(1));
        Assert.Throws<OverflowException>(() => Timestamp.FromUnixMillis(long.MaxValue));
    }

    [Fact]
    public void Default_Timestamp_IsNone()
    {
        Assert.Equal(Timestamp.None, default);
        Assert.False(Timestamp.None.IsSet);
        Assert.True(Noon.IsSet);
    }
}
