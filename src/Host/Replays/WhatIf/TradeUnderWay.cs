using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>A trade that executions add up to.</summary>
internal sealed class TradeUnderWay(Symbol symbol, string strategy, Timestamp openedAt)
{
    private Quantity _bought;
    private Quantity _gone;
    private Quantity _sold;
    private Money _spent;
    private Money _received;
    private Money _fees;
    private Timestamp _closedAt;

    public bool IsClosed => _closedAt.IsSet;

    public void Take(OrderSide side, OrderExecuted execution, Timestamp at)
    {
        _fees += execution.Fee;
        if (side == OrderSide.Buy)
        {
            _bought += execution.Quantity;
            _spent += execution.Funds;
            return;
        }
        _sold += execution.Quantity;
        _received += execution.Funds;
        Leave(execution.Quantity, at);
    }

    /// <summary>Dust, or what others sold, is no part of it any more.</summary>
    public void SetAside(Quantity quantity, Timestamp at) => Leave(quantity, at);

    public ReplayedTrade ToTrade() => new(
        symbol, strategy, openedAt, _closedAt, _bought, Average(_spent, _bought), Average(_received, _sold), _fees, IsClosed ? _received - _spent - _fees : null);

    private void Leave(Quantity quantity, Timestamp at)
    {
        _gone += quantity;
        if (_gone >= _bought)
            _closedAt = at;
    }

    private static decimal Average(Money funds, Quantity quantity) =>
        quantity.IsZero ? 0m : decimal.Round(funds.ToDecimal() / quantity.ToDecimal(), Fixed.Places, MidpointRounding.ToEven);
}
