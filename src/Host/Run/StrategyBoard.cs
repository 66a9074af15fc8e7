using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Web;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>Asks the strategies of a running system how they stand.</summary>
internal sealed class StrategyBoard(IActorEngine engine)
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(2);

    private readonly List<(Symbol Symbol, StrategyChoice Choice, ActorRef Actor)> _entries = [];

    public void Add(Symbol symbol, IReadOnlyList<StrategyChoice> choices, IReadOnlyList<ActorRef> actors)
    {
        lock (_entries)
            _entries.AddRange(choices.Zip(actors, (choice, actor) => (symbol, choice, actor)));
    }

    /// <summary>The symbol runs elsewhere from now on.</summary>
    public void Remove(Symbol symbol)
    {
        lock (_entries)
            _entries.RemoveAll(e => e.Symbol == symbol);
    }

    /// <summary>One line for each strategy of each symbol, or of the symbol of that code alone.</summary>
    public async Task<IReadOnlyList<StrategyModel>> GetAsync(string? symbol)
    {
        (Symbol Symbol, StrategyChoice Choice, ActorRef Actor)[] entries;
        lock (_entries)
            entries = [.. _entries.Where(e => symbol is null || e.Symbol.Code == symbol)];
        Dictionary<ActorRef, string> quarantined = engine.Quarantines.ToDictionary(q => q.Actor, q => q.Reason);
        return await Task.WhenAll(entries.Select(async e => quarantined.TryGetValue(e.Actor, out string? reason)
            ? StrategyModel.Silent(e.Symbol, e.Choice, StrategyModel.Quarantined, reason)
            : await AskAsync(e.Symbol, e.Choice, e.Actor)));
    }

    private async Task<StrategyModel> AskAsync(Symbol symbol, StrategyChoice choice, ActorRef actor)
    {
        try
        {
            return StrategyModel.Of(symbol, choice, await engine.Ask<StrategyStatus>(actor, new GetStrategyStatus(), AskTimeout));
        }
        catch (TimeoutException)
        {
            return StrategyModel.Silent(symbol, choice, StrategyModel.NoAnswer, "it is being started again, or very busy");
        }
    }
}
