using CoinPilot.Actors.Trading;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Web;

/// <summary><c>GET /api/strategies</c>: a strategy on a symbol, what it waits for and what it decided last.</summary>
/// <param name="State">warm, warming, quarantined or no-answer.</param>
/// <param name="Detail">Why it is not warm; empty when it is.</param>
/// <param name="Conditions">Of leaving while it holds something, else of entering.</param>
internal sealed record StrategyModel(
    string Symbol, string Strategy, string Kind, IReadOnlyDictionary<string, decimal> Parameters, string State, string Detail,
    int WarmMinutes, int WarmUpMinutes, string Held, string MarketTimeUtc, IReadOnlyDictionary<string, string> Remembers,
    IReadOnlyList<ConditionModel> Conditions, DecisionModel? Last)
{
    public const string Quarantined = "quarantined";

    public const string NoAnswer = "no-answer";

    public static StrategyModel Of(Symbol symbol, StrategyChoice choice, StrategyStatus s) => new(
        symbol.Code, choice.Name, choice.Descriptor.Name, choice.Settings.Values, s.IsWarm ? "warm" : "warming",
        s.IsWarm ? "" : "it waits for history or the first market data", s.WarmMinutes, s.WarmUpMinutes, s.View.Held.ToString(),
        s.MarketTime.IsSet ? s.MarketTime.ToString() : "", s.State.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal),
        [.. s.Conditions.Select(ConditionModel.Of)], s.Last is { } last ? DecisionModel.Of(last) : null);

    public static StrategyModel Silent(Symbol symbol, StrategyChoice choice, string state, string detail) => new(
        symbol.Code, choice.Name, choice.Descriptor.Name, choice.Settings.Values, state, detail, 0, 0, "", "",
        new Dictionary<string, string>(StringComparer.Ordinal), [], null);
}

/// <summary>A condition with its figures in one line, and whether it holds.</summary>
internal sealed record ConditionModel(string Text, bool Holds)
{
    public static ConditionModel Of(Condition condition) => new(condition.ToString(), condition.Holds);
}

/// <param name="Outcome">What became of it: under way, carried out, denied with the code, or no answer in time.</param>
internal sealed record DecisionModel(string Kind, string Reason, string TimeUtc, string TimeKst, string Outcome, IReadOnlyList<ConditionModel> Because)
{
    public static DecisionModel Of(StrategyDecision decision) => new(
        decision.Intent.Kind.ToString(), decision.Intent.Reason, decision.At.ToString(), decision.At.ToKstString(), decision.Outcome,
        [.. decision.Intent.Conditions.Select(ConditionModel.Of)]);
}
