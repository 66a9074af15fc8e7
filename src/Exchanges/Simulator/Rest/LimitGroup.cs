namespace CoinPilot.Exchanges.Simulator;

/// <summary>Calls that share one limit a second.</summary>
internal sealed class LimitGroup(string name, int perSecond, bool isLimited)
{
    private readonly RateWindow _window = new(perSecond, TimeSpan.FromSeconds(1));

    /// <summary>The venue's header; <c>min</c> is a constant that means nothing.</summary>
    public string Header => $"group={name}; min={perSecond * 60}; sec={(isLimited ? _window.Left : perSecond)}";

    public bool TryTake(DateTimeOffset now) => !isLimited || _window.TryTake(now);
}
