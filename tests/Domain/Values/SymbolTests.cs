using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class SymbolTests
{
    [Theory]
    [InlineData("KRW-BTC", "KRW", "BTC")]
    [InlineData("USDT-1INCH", "USDT", "1INCH")]
    [InlineData("KRW-ABCDEFGHIJKLMNOPQRST", "KRW", "ABCDEFGHIJKLMNOPQRST")]
    public void Parse_MarketCode_GivesQuoteAndBase(string code, string quote, string @base)
    {
        Symbol symbol = Symbol.Parse(code);

        Assert.Equal((code, quote, @base), (symbol.Code, symbol.Quote, symbol.Base));
        Assert.Equal(code, symbol.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("KRW")]
    [InlineData("KRW-")]
    [InlineData("-BTC")]
    [InlineData("KRW-BTC-X")]
    [InlineData("krw-btc")]
    [InlineData("KRW_BTC")]
    [InlineData("KRW-BTC ")]
    [InlineData("KRW-비트")]
    [InlineData("KRW-../X")]
    [InlineData("KRW-ABCDEFGHIJKLMNOPQRSTU")]
    public void Parse_AnythingElse_ThrowsAndNamesIt(string code)
    {
        FormatException refused = Assert.Throws<FormatException>(() => Symbol.Parse(code));

        Assert.Contains($"'{code}'", refused.Message, StringComparison.Ordinal);
        Assert.False(Symbol.TryParse(code, out Symbol none));
        Assert.Equal(default, none);
    }

    [Fact]
    public void TryParse_Null_Refuses() => Assert.False(Symbol.TryParse(null, out _));

    [Fact]
    public void Comparison_Symbols_IsOrdinalByCode()
    {
        Symbol[] sorted = [.. new[] { "KRW-XRP", "BTC-ETH", "KRW-1INCH", "KRW-BTC" }.Select(Symbol.Parse).Order()];

        Assert.Equal(["BTC-ETH", "KRW-1INCH", "KRW-BTC", "KRW-XRP"], sorted.Select(s => s.Code));
        Assert.True(sorted[0] < sorted[1] && sorted[1] > sorted[0] && sorted[0] <= sorted[1] && sorted[1] >= sorted[0]);
        Assert.Equal(Symbol.Parse("KRW-BTC"), sorted[2]);
        Assert.NotEqual(sorted[0], sorted[2]);
    }

    [Fact]
    public void Default_Symbol_HasAnEmptyCode() => Assert.Equal("", default(Symbol).Code);
}
