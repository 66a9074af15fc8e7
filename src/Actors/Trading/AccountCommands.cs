using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What the operator's commands change. A command that finds things as it wants them changes nothing.</summary>
internal static class AccountCommands
{
    public static IReadOnlyList<IPortfolioEvent> Decide(AccountState state, IAccountCommand command, Timestamp now) => command switch
    {
        OpenAccount c => state.IsOpen ? [] : [new AccountOpened(c.JournalId, c.Cash, now)],
        EngageKillSwitch c => state.KillSwitchReason is null ? [new KillSwitchEngaged(c.Reason, now)] : [],
        ReleaseKillSwitch c => state.KillSwitchReason is null ? [] : [new KillSwitchReleased(c.Reason, now)],
        Flatten c => Flatten(state, c.Reason, now),
        SetTradingState c => state.TradingState == c.State ? [] : [new TradingStateSet(c.State, c.Reason, now)],
        ConfigureLimits c => Configure(state, c, now),
        OverrideLimits c => Override(state, c, now),
        _ => throw new InvalidOperationException($"unknown account command {command.GetType().Name}"),
    };

    /// <summary>True for events that change what every symbol has to know.</summary>
    public static bool IsStanding(IPortfolioEvent @event) =>
        @event is AccountOpened or KillSwitchEngaged or KillSwitchReleased or FlattenOrdered or TradingStateSet or LimitsConfigured or LimitsOverridden;

    private static List<IPortfolioEvent> Flatten(AccountState state, string reason, Timestamp now)
    {
        List<IPortfolioEvent> events = [];
        if (state.KillSwitchReason is null)
            events.Add(new KillSwitchEngaged(reason, now));
        if (state.FlattenReason is null)
            events.Add(new FlattenOrdered(reason, now));
        return events;
    }

    private static IReadOnlyList<IPortfolioEvent> Configure(AccountState state, ConfigureLimits c, Timestamp now)
    {
        ValueList<LimitSetting> settings = LimitSetting.AllOf(c.Limits);
        return settings.Equals(state.Configured) ? [] : [new LimitsConfigured(settings, c.Reason, now)];
    }

    private static IReadOnlyList<IPortfolioEvent> Override(AccountState state, OverrideLimits c, Timestamp now)
    {
        ValueList<LimitSetting> overrides = state.Overrides;
        foreach (LimitSetting setting in c.Settings)
        {
            overrides = setting.Value == OverrideLimits.Configured
                ? overrides.Without(o => o.Key == setting.Key)
                : overrides.Put(o => o.Key == setting.Key, setting);
        }
        return overrides.Equals(state.Overrides) ? [] : [new LimitsOverridden(overrides, c.Reason, now)];
    }
}
