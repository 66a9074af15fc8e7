using CoinPilot.Optimisation;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Optimisation;

public sealed class StudyTests
{
    private static readonly StrategyChoice[] Strategies =
        [StrategyCatalog.Choose("ma-cross", new Dictionary<string, string>(StringComparer.Ordinal) { ["slow"] = "600" })];

    public static TheoryData<string> Methods => [.. SearchCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Trials_WithAnyNumberOfWorkersInAnyOrder_AreTheSame(string method) => Property.Holds(20, random =>
    {
        ParameterSpace space = Space();
        Study one = Run(space, method, seed: 9, most: 120, workers: 1, _ => 0);
        Study many = Run(space, method, seed: 9, most: 120, workers: random.Next(2, 40), random.Next);

        Assert.Equal(one.Trials, many.Trials);
        Assert.Equal(one.Best, many.Best);
        Assert.Equal(one.Refused, many.Refused);
        Assert.Equal(one.Ranking(), many.Ranking());
    });

    [Theory]
    [InlineData("random")]
    [InlineData("tpe")]
    public void Trials_OfAnotherSeed_AreOthers(string method) => Assert.NotEqual(
        Run(Space(), method, seed: 1, most: 30, workers: 1, _ => 0).Trials, Run(Space(), method, seed: 2, most: 30, workers: 1, _ => 0).Trials);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Trials_OfASmallSpace_AreAllOfItOnceAndNoMore(string method)
    {
        ParameterSpace space = ParameterSpace.Parse(["fast=2..9", "slow=5..10", "minutes=1|5"], Strategies);

        Study study = Run(space, method, seed: 3, most: 500, workers: 4, _ => 0);

        // fast below slow, of eight times six pairs: 3 + 4 + 5 + 6 + 7 + 8.
        Assert.Equal(66, study.Trials.Count);
        Assert.Equal(96 - 66, study.Refused);
        Assert.Contains("must be below slow", study.LastRefusal, StringComparison.Ordinal);
        Assert.Equal(66, study.Trials.Select(t => t.Combination).Distinct().Count());
        Assert.True(study.IsDone);
    }

    [Fact]
    public void Trials_OfAGrid_ComeInOrder() => Assert.Equal(
        ["2 1", "2 5", "3 1", "3 5"],
        Run(ParameterSpace.Parse(["fast=2..3", "minutes=1|5"], Strategies), "grid", 1, 10, 2, _ => 0) is var study
            ? study.Trials.Select(t => $"{study.Trials[t.Number].Combination[0] + 2} {(t.Combination[1] == 0 ? 1 : 5)}") : []);

    [Fact]
    public void Tpe_OnKnownFunctions_BeatsRandomByItsMedian()
    {
        Assert.All(Functions, function =>
        {
            double random = MedianOfBest("random", function), tpe = MedianOfBest("tpe", function);
            Assert.True(tpe > random, $"tpe {tpe}, random {random}");
        });
    }

    [Fact]
    public void TryNext_WhileEarlierResultsAreMissing_WaitsAtTheLag()
    {
        Study study = new(Space(), SearchCatalog.Create("tpe", Space(), 1), 100);
        while (study.TryNext() is not null)
        {
        }

        Assert.Equal(Study.Lag, study.Trials.Count);
        study.Finish(3, new Score(1, 0));
        Assert.Null(study.TryNext());
        study.Finish(0, new Score(1, 0));
        Assert.NotNull(study.TryNext());
        Assert.Null(study.TryNext());
        Assert.False(study.IsDone);
    }

    [Fact]
    public void Finish_OfWhatDoesNotRun_IsRefused()
    {
        Study study = new(Space(), SearchCatalog.Create("grid", Space(), 1), 3);
        _ = study.TryNext();
        study.Finish(0, new Score(1, 0));

        Assert.Throws<InvalidOperationException>(() => study.Finish(0, new Score(1, 0)));
        Assert.Throws<InvalidOperationException>(() => study.Finish(1, new Score(1, 0)));
    }

    [Fact]
    public void Best_OfWhatMissesAConstraintOrFailed_IsNone()
    {
        Study study = new(Space(), SearchCatalog.Create("grid", Space(), 1), 4);
        foreach (Score score in (Score[])[new(5, 0.1), Score.Failed, new(double.NaN, 0)])
            study.Finish(study.TryNext()!.Number, score);
        Assert.Null(study.Best);

        study.Finish(study.TryNext()!.Number, new Score(-1, 0));

        Assert.Equal(3, study.Best!.Number);
        Assert.Equal([3, 0, 2, 1], study.Ranking().Select(t => t.Number));
    }

    // Each is highest, 0, at one point of its space: smooth, narrow and slanted, and with a choice that matters.
    private static IReadOnlyList<(string[] Space, Func<int[], double> Value)> Functions { get; } =
    [
        (["fast=1..500", "minutes=1..500"], x => -Square((x[0] - 123) / 500.0) - Square((x[1] - 400) / 500.0)),
        (["fast=1..500", "slow=501..1000", "minutes=1..500"], x => -Math.Abs(x[0] - 250) / 50.0 - Square((x[1] - x[0]) / 100.0) - Math.Abs(x[2] - 30) / 100.0),
        (["fast=1..500", "minutes=1|2|3|4|5|6"], x => -Math.Abs(x[0] - 77) / 500.0 - (x[1] == 4 ? 0 : 1)),
    ];

    private static double Square(double x) => x * x;

    private static double MedianOfBest(string method, (string[] Space, Func<int[], double> Value) function) => new Distribution([.. Enumerable.Range(1, 21).Select(seed =>
    {
        // The functions stand for backtests; minutes must divide a day only there.
        ParameterSpace space = ParameterSpace.Parse(function.Space, Any);
        Study study = new(space, SearchCatalog.Create(method, space, (ulong)seed), 120);
        while (study.TryNext() is { } trial)
            study.Finish(trial.Number, new Score(function.Value([.. trial.Combination]), 0));
        return study.Best!.Score!.Value.Objective;
    })]).Quantile(0.5);

    // Takes any combination.
    private static readonly StrategyChoice[] Any =
    [
        new StrategyDescriptor("any", "", MovingAverageCross.Descriptor.Parameters, _ => BuyAndHold.Descriptor.Choose(
            new Dictionary<string, string>(StringComparer.Ordinal)).Create()).Choose(new Dictionary<string, string>(StringComparer.Ordinal)),
    ];

    private static ParameterSpace Space() => ParameterSpace.Parse(["fast=1..500", "minutes=1|2|3|5"], Strategies);

    private static Study Run(ParameterSpace space, string method, ulong seed, int most, int workers, Func<int, int> pick)
    {
        Study study = new(space, SearchCatalog.Create(method, space, seed), most);
        List<Trial> running = [];
        while (true)
        {
            while (running.Count < workers && study.TryNext() is { } trial)
                running.Add(trial);
            if (running.Count == 0)
                return study;
            int at = pick(running.Count);
            study.Finish(running[at].Number, ScoreOf(running[at].Combination));
            running.RemoveAt(at);
        }
    }

    private static Score ScoreOf(ValueList<int> x) => new(-Square((x[0] - 200) / 100.0) + x[^1], x[0] % 7 == 0 ? 0.5 : 0);
}
