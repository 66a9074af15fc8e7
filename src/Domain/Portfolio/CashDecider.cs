using CoinPilot.Values;

namespace CoinPilot.Portfolio;

/// <summary>Holds the account's cash against the venue's. The same difference, told again, changes nothing.</summary>
public static class CashDecider
{
    /// <summary>Differences below this are the rounding of many fills.</summary>
    public static Money Rounding { get; } = Money.Of(1);

    public static bool Agrees(Money booked, Money balance) => balance - booked < Rounding && booked - balance < Rounding;

    /// <summary>A difference that stayed is journaled once, and its end too.</summary>
    public static IReadOnlyList<IPortfolioEvent> Judge(AccountState state, Money booked, Money balance, Timestamp now)
    {
        if (Agrees(booked, balance))
            return state.CashProblem is null ? [] : [new CashExplained($"the exchange's {balance} KRW are explained again", now)];
        string reason = Explain(booked, balance);
        return state.UnexplainedCash == balance - booked ? [] : [new CashUnexplained(booked, balance, reason, now)];
    }

    /// <summary>An operator takes the venue's word.</summary>
    public static IReadOnlyList<IPortfolioEvent> Accept(AccountState state, Money booked, Money balance, Timestamp now)
    {
        if (booked != balance)
            return [new CashTransferred(balance - booked, "accepted by an operator", now)];
        return state.CashProblem is null ? [] : [new CashExplained("the difference is gone", now)];
    }

    private static string Explain(Money booked, Money balance) => balance > booked
        ? $"the exchange has {balance} KRW, the books {booked}: {balance - booked} came in that no order explains (a deposit?)"
        : $"the exchange has {balance} KRW, the books {booked}: {booked - balance} is gone that no order explains (a withdrawal?)";
}
