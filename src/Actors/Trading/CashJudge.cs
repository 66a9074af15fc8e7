using CoinPilot.Portfolio;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Remembers the last difference between the account's cash and the venue's: two statements in a row must agree on it.</summary>
internal sealed class CashJudge
{
    private Money? _last;

    /// <summary>What is to be journaled; empty while something is under way, and where a difference is told for the first time.</summary>
    public IReadOnlyList<IPortfolioEvent> Judge(ReconcileCash asked, bool isQuiet, AccountState state, Money booked, Timestamp now)
    {
        Money difference = asked.Balance - booked;
        bool isConfirmed = isQuiet && (_last == difference || CashDecider.Agrees(booked, asked.Balance));
        _last = isQuiet ? difference : null;
        if (!isQuiet)
            return [];
        return asked.Accepts ? CashDecider.Accept(state, booked, asked.Balance, now)
            : isConfirmed ? CashDecider.Judge(state, booked, asked.Balance, now)
            : [];
    }
}
