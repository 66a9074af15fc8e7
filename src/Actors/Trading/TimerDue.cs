namespace CoinPilot.Actors.Trading;

/// <summary>A period of a strategy's timer has passed; one object for all of them, so that a timer costs nothing.</summary>
internal sealed class TimerDue
{
    /// <summary>How far a beat may be off its boundary before the timer is set anew: the clock was put right, or the machine slept.</summary>
    public static readonly TimeSpan MostDrift = TimeSpan.FromMilliseconds(200);

    /// <summary>The first, at a boundary, from which the others are counted.</summary>
    public static readonly TimerDue First = new();

    public static readonly TimerDue Next = new();

    private TimerDue()
    {
    }
}
