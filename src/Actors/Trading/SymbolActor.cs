using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What a symbol's actors are made of.</summary>
/// <param name="Observer">Told of every durable change: <see cref="PositionChanged"/>.</param>
public sealed record SymbolSetup(
    Symbol Symbol, IReadOnlyList<StrategyChoice> Strategies, RiskLimits Limits, ActorRef Portfolio, ActorRef Execution, ActorRef Observer)
{
    /// <summary>
    /// How often the symbol repeats to the portfolio how it stands, so that nothing lost on the way stays lost; null for a backtest, where
    /// nothing is.
    /// </summary>
    public TimeSpan? Heartbeat { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Replied to with <see cref="SymbolRefs"/>.</summary>
public sealed record GetSymbolRefs;

/// <summary>The addresses of a symbol's actors.</summary>
public sealed record SymbolRefs(ActorRef Market, ActorRef Position, ActorRef Risk)
{
    /// <summary>In the order of <see cref="SymbolSetup.Strategies"/>.</summary>
    public ValueList<ActorRef> Strategies { get; init; } = ValueList<ActorRef>.Empty;
}

/// <summary>
/// Supervises one symbol: market, position, risk and a strategy actor for each strategy. A strategy in quarantine has its orders cancelled
/// and its position sold.
/// </summary>
public sealed class SymbolActor(SymbolSetup setup) : IActor
{
    private const string StrategyPrefix = "strategy-";
    private static readonly TimeSpan LiquidationRetry = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _liquidating = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly MarketMemory _marketMemory = new();
    private SymbolRefs? _refs;

    private SymbolRefs Refs => _refs ?? throw new InvalidOperationException($"{setup.Symbol} has not started");

    public void Start(IActorContext context)
    {
        ActorRef market = context.Spawn("market", () => new MarketActor(_marketMemory));
        ActorRef position = context.Spawn("position", () => new PositionActor(
            setup.Symbol, setup.Limits.Fee, new PositionLinks(market, setup.Portfolio, setup.Execution, setup.Observer, setup.Heartbeat)
            {
                Limits = setup.Limits,
            }));
        ActorRef risk = context.Spawn("risk", () => new RiskActor(setup.Symbol, setup.Limits, market, position, setup.Portfolio, setup.Heartbeat));
        SymbolRefs refs = new(market, position, risk);
        _refs = refs with
        {
            Strategies = ValueList<ActorRef>.Of(setup.Strategies.Select(choice =>
                context.Spawn(StrategyPrefix + choice.Name, () => new StrategyActor(setup.Symbol, choice, refs)))),
        };
    }

    public void Receive(in MarketEvent market, IActorContext context) => context.Send(Refs.Market, market);

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case GetSymbolRefs:
                context.Reply(Refs);
                break;
            case Quarantined quarantined when StrategyOf(quarantined.Actor) is { } strategy:
                Liquidate(strategy, context);
                break;
            case Restarted restarted when StrategyOf(restarted.Actor) is { } strategy && _liquidating.Remove(strategy):
                context.Cancel(strategy);
                break;
            case Restarted restarted when restarted.Actor == Refs.Position:
                foreach (ActorRef strategy in Refs.Strategies)
                    context.Send(strategy, new PositionRestarted());
                break;
            case LiquidationDue due when _liquidating.Contains(due.Strategy):
                AskWhatIsLeft(due.Strategy, context);
                break;
            case StrategyPosition left when _liquidating.Contains(left.Strategy) && _asked.Remove(left.Strategy):
                SellWhatIsLeft(left, context);
                break;
            case Quarantined or Restarted or Terminated or LiquidationDue or StrategyPosition or OrderDenied:
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private static string? StrategyOf(ActorRef child)
    {
        string name = child.Path[(child.Path.LastIndexOf('/') + 1)..];
        return name.StartsWith(StrategyPrefix, StringComparison.Ordinal) ? name[StrategyPrefix.Length..] : null;
    }

    private void Liquidate(string strategy, IActorContext context)
    {
        _liquidating.Add(strategy);
        context.Send(Refs.Position, new AbandonStrategy(strategy));
        AskWhatIsLeft(strategy, context);
        context.SchedulePeriodic(strategy, LiquidationRetry, new LiquidationDue(strategy));
    }

    // Only an answer to this is acted upon: every change of the position is told too, and selling at each would hammer a venue that refuses.
    private void AskWhatIsLeft(string strategy, IActorContext context)
    {
        _asked.Add(strategy);
        context.Send(Refs.Position, new JoinStrategy(strategy));
    }

    private void SellWhatIsLeft(StrategyPosition left, IActorContext context)
    {
        if (left is { View.IsLong: true, HasOpenOrder: false } && left.View.Orders.All(o => o.IsWaiting))
            context.Send(Refs.Risk, new Signal(left.Strategy, new Intent(IntentKind.Exit, "the strategy is in quarantine"), left.View.Held));
    }
}

/// <summary>Time to see whether a quarantined strategy still holds anything.</summary>
internal sealed record LiquidationDue(string Strategy);
