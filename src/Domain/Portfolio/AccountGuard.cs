using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>
/// Watches equity, unrealised profit included, against the journaled state: a new UTC day, a new peak, the daily loss, the drawdown.
/// <see cref="IsDue"/> is asked at every price and costs two comparisons; <see cref="Due"/> then names what happened.
/// </summary>
public sealed class AccountGuard
{
    private const int StepsOfPeak = 1000;
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly Money Nothing = new(Int128.MinValue);

    private AccountState _state;
    private RiskLimits _limits;
    private Timestamp _nextDay;
    private Money _low;
    private Money _high;

    public AccountGuard(AccountState state, RiskLimits limits)
    {
        _state = state;
        _limits = limits;
        Aim(state, limits);
    }

    /// <summary>Takes the state and the limits from now on.</summary>
    public void Aim(AccountState state, RiskLimits limits)
    {
        _state = state;
        _limits = limits;
        _nextDay = state.Pace.Day.IsSet ? state.Pace.Day + OneDay : Timestamp.None;
        Money daily = state.Pace.IsDailyLossReached ? Nothing : PaceChecks.DailyLossAt(state.Pace.DayEquity, limits) ?? Nothing;
        Money drawdown = state.KillSwitchReason is not null ? Nothing : PaceChecks.DrawdownAt(state.PeakEquity, limits) ?? Nothing;
        _low = Money.Max(daily, drawdown);
        _high = limits.MaxDrawdownPercent > 0 ? state.PeakEquity + new Money(state.PeakEquity.Units / StepsOfPeak) : new Money(Int128.MaxValue);
    }

    public bool IsDue(Money equity, Timestamp marketTime) => equity <= _low || equity > _high || marketTime >= _nextDay;

    /// <summary>What is to be journaled, in order; empty when nothing happened.</summary>
    public IReadOnlyList<IPortfolioEvent> Due(Money equity, Timestamp marketTime, Timestamp now)
    {
        List<IPortfolioEvent> due = [];
        if (marketTime >= _nextDay)
            due.Add(new TradingDayBegan(marketTime.FloorTo(OneDay), equity));
        if (equity > _high)
            due.Add(new PeakEquityRaised(now, equity));
        AccountState state = _state.Apply(due);
        if (!state.Pace.IsDailyLossReached && PaceChecks.DailyLossAt(state.Pace.DayEquity, _limits) is { } low && equity <= low)
            due.Add(new DailyLossReached(now, equity));
        if (state.KillSwitchReason is null && PaceChecks.DrawdownAt(state.PeakEquity, _limits) is { } floor && equity <= floor)
            Latch(due, state.PeakEquity, equity, now);
        return due;
    }

    private void Latch(List<IPortfolioEvent> due, Money peak, Money equity, Timestamp now)
    {
        string reason = $"{RiskCode.Drawdown}: equity {equity} KRW is {_limits.MaxDrawdownPercent} % or more below its peak {peak}";
        due.Add(new KillSwitchEngaged(reason, now));
        if (_limits.FlattenOnDrawdown)
            due.Add(new FlattenOrdered(reason, now));
    }
}
