using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

public sealed class LadderTests
{
    [Theory]
    [InlineData(999_500, OrderSide.Buy, 1, "1000000 1001000 1002000")]
    [InlineData(1_000_000, OrderSide.Sell, 1, "999500 999000 998500")]
    [InlineData(1_000_000, OrderSide.Sell, 2, "999000 998500 998000")]
    [InlineData(999_700, OrderSide.Buy, 1, "1000000 1001000 1002000")]
    [InlineData(999_700, OrderSide.Sell, 1, "999500 999000 998500")]
    [InlineData(999_700, OrderSide.Buy, 0, "1000000 1001000 1002000")]
    [InlineData(999_500, OrderSide.Sell, 0, "999500 999000 998500")]
    [InlineData(10, OrderSide.Sell, 1, "9.99 9.98 9.97")]
    public void MoveNext_AroundABracket_StepsByTheTickOfTheSideItGoes(double last, OrderSide taker, int spread, string expected)
    {
        var ladder = new Ladder(new VenueRules { SpreadTicks = spread, Levels = 3 }, Price.Of((decimal)last), taker);

        Assert.Equal(expected, string.Join(' ', Prices(ladder)));
    }

    [Fact]
    public void MoveNext_LowestPriceThereIs_EndsBeforeZero()
    {
        var ladder = new Ladder(VenueRules.UpbitKrw, new Price(3), OrderSide.Sell);

        Assert.Equal([new Price(2), new Price(1)], Prices(ladder));
    }

    [Fact]
    public void MoveNext_NoLastPrice_HasNoLevel() =>
        Assert.Empty(Prices(new Ladder(VenueRules.UpbitKrw, Price.None, OrderSide.Buy)));

    [Fact]
    public void Available_ALevel_IsWorthItsFunds()
    {
        var ladder = new Ladder(VenueRules.UpbitKrw, Price.Of(1_000), OrderSide.Buy);
        ladder.MoveNext();

        Assert.Equal(Money.Of(20_000_000).QuantityDown(Price.Of(1_001)), ladder.Available);
    }

    private static List<Price> Prices(Ladder ladder)
    {
        var prices = new List<Price>();
        while (ladder.MoveNext())
            prices.Add(ladder.Price);
        return prices;
    }
}
