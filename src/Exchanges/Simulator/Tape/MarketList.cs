namespace CoinPilot.Exchanges.Simulator;

/// <summary>The exchange's markets, in their order and by their codes.</summary>
internal sealed class MarketList(IReadOnlyList<MarketTape> markets)
{
    private readonly Dictionary<string, MarketTape> _byCode = markets.ToDictionary(m => m.Symbol.Code, StringComparer.Ordinal);

    public IReadOnlyList<MarketTape> All => markets;

    public MarketTape? Find(string code) => _byCode.GetValueOrDefault(code);
}
