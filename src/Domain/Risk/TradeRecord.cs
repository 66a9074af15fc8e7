using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>Finished trades, fees included: how many won and lost, and how much together. Amounts are positive.</summary>
public readonly record struct TradeRecord(int Wins, int Losses, Money Won, Money Lost)
{
    /// <summary>A result of nothing is neither win nor loss.</summary>
    public TradeRecord With(Money result) =>
        result > Money.Zero ? this with { Wins = Wins + 1, Won = Won + result }
        : result < Money.Zero ? this with { Losses = Losses + 1, Lost = Lost - result }
        : this;

    public static TradeRecord operator +(TradeRecord a, TradeRecord b) => new(a.Wins + b.Wins, a.Losses + b.Losses, a.Won + b.Won, a.Lost + b.Lost);
}
