using CoinPilot.App.Parity;
using CoinPilot.Values;

namespace CoinPilot.Tests.Parity;

public sealed class DrivenTimeTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    private readonly DrivenTime _time = new(Start);
    private readonly List<string> _rung = [];

    [Fact]
    public void Timers_ThatAreDue_RingOneByOneInTheOrderOfTheirTimesAndSettings()
    {
        Set("late", 3);
        Set("first", 2);
        Set("second", 2);
        Assert.Equal(Start + TimeSpan.FromSeconds(2), _time.NextDue);

        _time.MoveTo(Start + TimeSpan.FromSeconds(3));
        Assert.Empty(_rung);
        Assert.True(_time.RingNext());
        Assert.Equal(["first"], _rung);
        while (_time.RingNext())
        {
        }

        Assert.Equal(["first", "second", "late"], _rung);
        Assert.Null(_time.NextDue);
    }

    [Fact]
    public void PeriodicTimer_OfASecondOrMore_RingsForEachPeriod()
    {
        Set("tick", 1, period: 1);
        for (int second = 1; second <= 3; second++)
        {
            Assert.Equal(Start + TimeSpan.FromSeconds(second), _time.NextDue);
            _time.MoveTo(_time.NextDue!.Value);
            while (_time.RingNext())
            {
            }
        }

        Assert.Equal(3, _rung.Count);
    }

    [Fact]
    public void PeriodicTimer_OfLessThanASecond_RingsOnceWhenPassedAndIsWaitedForByNobody()
    {
        Set("watch", 0.1, period: 0.1);
        Assert.Null(_time.NextDue);
        _time.MoveTo(Start + TimeSpan.FromSeconds(15));
        Assert.Equal(["watch"], _rung);
        _time.MoveTo(Start + TimeSpan.FromSeconds(15.05));
        Assert.Single(_rung);
        _time.MoveTo(Start + TimeSpan.FromSeconds(15.1));

        Assert.Equal(2, _rung.Count);
    }

    [Fact]
    public void Clock_ToldToGoBack_Refuses()
    {
        _time.MoveTo(Start + TimeSpan.FromSeconds(1));

        Assert.Throws<ArgumentOutOfRangeException>(() => _time.MoveTo(Start));
        Assert.Equal(TimeSpan.FromSeconds(1), _time.GetElapsedTime(Start.ToDateTimeOffset().UtcTicks));
    }

    private void Set(string name, double seconds, double? period = null) => _time.CreateTimer(
        _ => _rung.Add(name), null, TimeSpan.FromSeconds(seconds), period is { } p ? TimeSpan.FromSeconds(p) : Timeout.InfiniteTimeSpan);
}
