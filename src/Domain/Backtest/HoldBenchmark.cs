using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>
/// What the same money would have become without any strategy: an equal part of it in each symbol, bought once, with the fee and without slippage,
/// and held. A part whose symbol has no price yet waits as cash.
/// </summary>
public sealed class HoldBenchmark
{
    private readonly FeeRate _fee;
    private readonly Money _part;
    private readonly Quantity[] _held;
    private Money _cash;

    /// <param name="cash">At the start.</param>
    /// <param name="fee">Of each purchase.</param>
    /// <param name="symbols">How many there are; with none the money stays cash.</param>
    public HoldBenchmark(Money cash, FeeRate fee, int symbols)
    {
        (_cash, _fee, _held) = (cash, fee, new Quantity[symbols]);
        _part = symbols == 0 ? Money.Zero : new Money(cash.Units / symbols);
    }

    /// <summary>True when the symbol's part waits for its first price.</summary>
    public bool Wants(int symbol) => symbol < _held.Length && _held[symbol].IsZero;

    /// <summary>Buys the symbol's part at <paramref name="price"/>: as much as leaves its fee.</summary>
    public void Buy(int symbol, Price price)
    {
        Money most = new(_part.Units * 1_000_000 / (1_000_000 + _fee.PartsPerMillion));
        Quantity quantity = most.QuantityDown(price);
        Money funds = Money.NotionalDown(price, quantity);
        _cash -= funds + funds.FeeDown(_fee);
        _held[symbol] = quantity;
    }

    /// <summary>Cash, and each symbol at its price.</summary>
    public Money Value(ReadOnlySpan<Price> prices)
    {
        Money value = _cash;
        for (int i = 0; i < _held.Length; i++)
            value += Money.NotionalDown(prices[i], _held[i]);
        return value;
    }
}
