using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

public sealed class ModelCatalogTests
{
    public static TheoryData<string, string> Models =>
        [.. ModelCatalog.All.SelectMany(f => f.All.Select(m => (f.Name, m.Name)))];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_AskedForByName_IsReadBackFromItsText(string family, string name)
    {
        ModelChoice choice = FamilyOf(family).Read(name);

        Assert.Equal(choice, FamilyOf(family).Read(choice.ToString()));
        Assert.Equal(choice.Descriptor.Parameters.Select(p => p.Key).Order(StringComparer.Ordinal), choice.Values.Keys);
        Assert.NotEqual(choice, FamilyOf(family).All.Where(m => m.Name != name).Select(m => FamilyOf(family).Read(m.Name)).First());
    }

    [Theory]
    [InlineData("fill", "maybe", "fill 'maybe'", "through, touch, queue")]
    [InlineData("fill", "through:share=1", "fill 'through' has no 'share'", "volume_share")]
    [InlineData("fill", "through:volume_share=1.5", "volume_share is '1.5'", "from 0.000001 to 1")]
    [InlineData("fill", "through:volume_share=0", "volume_share is '0'", "from 0.000001 to 1")]
    [InlineData("fill", "queue:ahead=0.0000001", "ahead is '0.0000001'", "to 6 places")]
    [InlineData("fill", "through:volume_share", "'volume_share' is not key=value", "fill 'through'")]
    [InlineData("slippage", "fixed:bps=1,bps=2", "slippage 'fixed' is told bps twice", "")]
    [InlineData("slippage", "book:levels=2.5", "levels is '2.5'", "a whole number from 1 to 1000 levels")]
    [InlineData("slippage", "none:bps=1", "slippage 'none' has no 'bps'", "takes nothing")]
    [InlineData("fee", "fixed:maker=one", "maker is 'one'", "from 0 to 10 %")]
    [InlineData("latency", "fixed:order_ms=-1", "order_ms is '-1'", "from 0 to 10000 ms")]
    [InlineData("latency", "", "latency ''", "fixed, none")]
    public void Model_AskedForWrongly_IsRefusedByNameAndSaysWhatIsValid(string family, string text, string what, string valid)
    {
        ModelException error = Assert.Throws<ModelException>(() => FamilyOf(family).Read(text));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains(valid, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_ThatNobodyChose_AreTheCautiousOnes()
    {
        ExecutionTerms terms = ExecutionModels.Usual.TermsOf(VenueRules.UpbitKrw);

        Assert.Equal(
            "fill=through:volume_share=0.25 slippage=book:level_funds=20000000,levels=30,spread_ticks=1 fee=upbit latency=fixed:candle_ms=2000,order_ms=100",
            string.Join(' ', ModelCatalog.All.Zip(ExecutionModels.Usual.All, (f, m) => $"{f.Name}={m}")));
        Assert.Equal(new Latency(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2)), terms.Latency);
        Assert.Equal((FeeRate.UpbitKrw, 1, 30), (terms.Rules.HighestFee, terms.Rules.SpreadTicks, terms.Rules.Levels));
    }

    [Fact]
    public void Models_WithParameters_SetTheTermsThatTheyName()
    {
        ExecutionTerms terms = new ExecutionModels
        {
            Slippage = ModelCatalog.Slippage.Read("fixed:bps=2.5"),
            Fee = ModelCatalog.Fee.Read("fixed:maker=0.02,taker=0.0375"),
            Latency = ModelCatalog.Latency.Read("fixed:candle_ms=0"),
        }.TermsOf(VenueRules.UpbitKrw);

        Assert.Equal(250, terms.Rules.FlatSlippage);
        Assert.Equal((new FeeRate(200), new FeeRate(375)), (terms.Rules.MakerFee, terms.Rules.Fee));
        Assert.Equal(new Latency(TimeSpan.FromMilliseconds(100), TimeSpan.Zero), terms.Latency);
    }

    private static ModelFamily FamilyOf(string name) => ModelCatalog.All.Single(f => f.Name == name);
}
