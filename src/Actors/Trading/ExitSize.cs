using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>How much of its holding an exit sells now, and what that is worth.</summary>
/// <param name="Value">Without a price a reduction cannot be valued: it counts as large enough, and the venue judges it.</param>
/// <param name="IsDust">True when all that the strategy holds is worth less than the venue's smallest order.</param>
internal readonly record struct ExitSize(Quantity Quantity, Money Value, bool IsDust)
{
    private const int SharePlaces = 10_000;

    /// <summary>What is above the venue's largest order is left for the strategy's next exit; what waits for a trigger is sized when it fires.</summary>
    public static ExitSize Of(Signal signal, Price last, RiskLimits limits)
    {
        IntentTerms terms = signal.Intent.Terms;
        Quantity quantity = !terms.Quantity.IsZero ? Quantity.Min(terms.Quantity, signal.Held)
            : terms.Share == 1m ? signal.Held
            : Quantity.FromUnits(signal.Held.Units * (long)(terms.Share * SharePlaces) / SharePlaces);
        Price price = terms.Limit.IsSet ? terms.Limit : last;
        if (terms.Trigger.IsSet || !price.IsSet)
            return new ExitSize(quantity, limits.MinOrder, IsDust: false);
        if (Money.NotionalDown(price, quantity) > limits.MaxOrder)
            quantity = LargestSale.At(price, limits.MaxOrder);
        bool isDust = last.IsSet && Money.NotionalDown(last, signal.Held) < limits.MinOrder;
        return new ExitSize(quantity, Money.NotionalDown(price, quantity), isDust);
    }
}
