using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>Starts the actors of a run, live or replayed: the same ones, in the same order.</summary>
internal sealed class TradingActors(IActorEngine engine, RunSettings settings, IReadOnlyList<Symbol> symbols)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private readonly PortfolioOptions _options = new(settings.Limits, ReportInterval) { Symbols = symbols };

    /// <summary>To be started first.</summary>
    public ActorRef SpawnPortfolio() => engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(_options));

    /// <summary>In the order of the symbols; one that is not traded has no strategies.</summary>
    public ActorRef SpawnSymbol(Symbol symbol, ActorRef portfolio, ActorRef execution, ActorRef observer) => engine.Spawn(
        symbol.Code, "symbol", () => new SymbolActor(new SymbolSetup(
            symbol, settings.Symbols.Contains(symbol) ? settings.ChoicesOf(symbol) : [], settings.Limits, portfolio, execution, observer)));
}
