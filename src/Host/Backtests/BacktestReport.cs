using System.Globalization;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Backtests.Reports;
using CoinPilot.Matching;
using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.App.Backtests;

/// <summary>What <c>coinpilot backtest</c> prints. Money is a string in JSON: a double would round it.</summary>
/// <param name="DataHash">SHA-256 of the input file's bytes or of the stored candles; of several inputs, the SHA-256 of their hashes in the order given.</param>
/// <param name="Lines">What came of each strategy on each of its symbols; together they are the account's.</param>
/// <param name="ElapsedSeconds">The run itself; reading the files is not in it.</param>
internal sealed record BacktestReport(
    string RunId, string EngineVersion, string DataHash, string ResultHash, IReadOnlyList<string> Symbols, IReadOnlyList<ReportedStrategy> Strategies,
    string From, string To, string Cash, long Candles, long Orders, long Fills,
    long Rejected, long Denied, string Fees, string FinalCash, string FinalEquity, double ReturnPct, double MaxDrawdownPct,
    IReadOnlyList<ReportedLine> Lines, double ElapsedSeconds, double CandlesPerSecond)
{
    /// <summary>By the names of <see cref="CoinPilot.Backtest.BacktestStatistics.Metrics"/>; null where undefined.</summary>
    public required IReadOnlyDictionary<string, object?> Statistics { get; init; }

    /// <summary>Every limit of risk by its key.</summary>
    public required IReadOnlyDictionary<string, string> Risk { get; init; }

    /// <summary>The model of each question with its parameters, as the option of its name takes it.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }

    /// <summary>Symbols whose candles were longer than a minute, and how many of those were known to the minute.</summary>
    public required IReadOnlyDictionary<string, Detail> Detail { get; init; }

    /// <summary>What the report is of.</summary>
    internal required BacktestResult Result { get; init; }

    /// <summary>The candles that were run.</summary>
    internal required IReadOnlyList<CandleSeries> Series { get; init; }

    public static BacktestReport Of(
        BacktestResult result, string dataHash, IReadOnlyList<CandleSeries> series, BacktestOptions options, double seconds) => new(
        Guid.CreateVersion7().ToString(), ProductInfo.Version, dataHash, result.ResultHash, [.. series.Select(s => s.Symbol.Code)],
        [.. options.Strategies.Select(ReportedStrategy.Of)], result.From.ToString(), result.To.ToString(), options.Cash.ToString(),
        result.Candles, result.Orders, result.Fills, result.Rejected, result.Denied, result.Fees.ToString(),
        result.FinalCash.ToString(), result.FinalEquity.ToString(), Math.Round(result.ReturnPercent, 6), Math.Round(result.MaxDrawdownPercent, 6),
        [.. result.Lines.Select(ReportedLine.Of)], Math.Round(seconds, 6), Math.Round(result.Candles / seconds))
    {
        Statistics = ReportedFigures.Of(result.Statistics),
        Risk = LimitSetting.AllOf(options.Limits).ToDictionary(s => s.Key, s => s.Value),
        Models = ModelCatalog.All.Zip(options.Models.All).ToDictionary(m => m.First.Name, m => m.Second.ToString()),
        Detail = series.Where(s => s.Detail is not null).ToDictionary(s => s.Symbol.Code, s => s.Detail!),
        Result = result,
        Series = series,
    };

    public void Print(TextWriter output)
    {
        foreach (ReportedStrategy strategy in Strategies)
            output.WriteLine(strategy.Describe());
        output.WriteLine(string.Join(", ", Models.Select(m => $"{m.Key} {m.Value}")));
        output.WriteLine($"{From} to {To}, {Candles:N0} candles of {string.Join(", ", Symbols)} in {ElapsedSeconds:F3} s ({CandlesPerSecond:N0}/s)");
        foreach ((string symbol, Detail detail) in Detail)
            output.WriteLine($"{symbol}: {detail.Known:N0} of {detail.Candles:N0} candles of {detail.IntervalMinutes} minutes known to the minute, the others walked through their four prices");
        output.WriteLine($"{"symbol",-12} {"strategy",-24} {"orders",9} {"fills",9} {"denied",9} {"profit",18} {"fees",18} {"held",18}");
        foreach (ReportedLine line in Lines)
            output.WriteLine($"{line.Symbol,-12} {line.Strategy,-24} {line.Orders,9:N0} {line.Fills,9:N0} {line.Denied,9:N0} {line.Profit,18} {line.Fees,18} {line.Held,18}");
        output.WriteLine($"equity     {Cash} -> {FinalEquity} KRW ({ReturnPct:+0.00;-0.00;0.00} %), deepest drawdown {MaxDrawdownPct:F2} %");
        foreach (string line in MetricText.Lines(Result.Statistics))
            output.WriteLine(line);
        output.WriteLine($"orders     {Orders:N0}, fills {Fills:N0}, rejected {Rejected:N0}, denied {Denied:N0}, fees {Fees} KRW");
        output.WriteLine($"run        {RunId}, engine {EngineVersion}");
        output.WriteLine($"dataHash   {DataHash}");
        output.WriteLine($"resultHash {ResultHash}");
    }
}

/// <summary>A strategy of the backtest.</summary>
/// <param name="Name">By which its orders and its lines are known.</param>
/// <param name="Strategy">What kind it is.</param>
/// <param name="Symbols">Where it runs; null for everywhere.</param>
internal sealed record ReportedStrategy(string Name, string Strategy, IReadOnlyList<string>? Symbols, IReadOnlyDictionary<string, decimal> Parameters)
{
    public static ReportedStrategy Of(StrategyChoice choice) =>
        new(choice.Name, choice.Descriptor.Name, choice.Symbols?.Select(s => s.Code).ToArray(), choice.Settings.Values);

    public string Describe()
    {
        string kind = Name == Strategy ? Name : $"{Name} ({Strategy})";
        string settings = string.Join(" ", Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")));
        return Symbols is null ? $"{kind} {settings}" : $"{kind} {settings} on {string.Join(", ", Symbols)}";
    }
}

/// <summary>A strategy on a symbol; see <see cref="BacktestLine"/>. Profit is realised and unrealised, less fees.</summary>
internal sealed record ReportedLine(
    string Symbol, string Strategy, long Orders, long Fills, long Denied, string Profit, string RealisedProfit, string UnrealisedProfit, string Fees, string Held)
{
    public static ReportedLine Of(BacktestLine line) => new(
        line.Symbol.Code, line.Strategy, line.Orders, line.Fills, line.Denied, line.Profit.ToString(), line.RealisedProfit.ToString(),
        line.UnrealisedProfit.ToString(), line.Fees.ToString(), line.Held.ToString());
}
