using System.Globalization;
using CoinPilot.Actors.Backtest;

namespace CoinPilot.App.Backtests;

/// <summary>What <c>coinpilot backtest</c> prints. Money is a string in JSON: a double would round it.</summary>
/// <param name="DataHash">SHA-256 of the input file's bytes or of the stored candles; of several inputs, the SHA-256 of their hashes in the order given.</param>
/// <param name="ElapsedSeconds">The run itself; reading the files is not in it.</param>
internal sealed record BacktestReport(
    string RunId, string EngineVersion, string DataHash, string ResultHash, IReadOnlyList<string> Symbols, string Strategy,
    IReadOnlyDictionary<string, decimal> Parameters, string From, string To, string Cash, long Candles, long Orders, long Fills,
    long Rejected, long Denied, string Fees, string FinalCash, string FinalEquity, double ReturnPct, double MaxDrawdownPct,
    double ElapsedSeconds, double CandlesPerSecond)
{
    public static BacktestReport Of(
        BacktestResult result, string dataHash, IReadOnlyList<CandleSeries> series, BacktestOptions options, double seconds) => new(
        Guid.CreateVersion7().ToString(), ProductInfo.Version, dataHash, result.ResultHash, [.. series.Select(s => s.Symbol.Code)],
        options.Strategies[0].Name, options.Strategies[0].Settings.Values, result.From.ToString(), result.To.ToString(), options.Cash.ToString(),
        result.Candles, result.Orders, result.Fills, result.Rejected, result.Denied, result.Fees.ToString(),
        result.FinalCash.ToString(), result.FinalEquity.ToString(), Math.Round(result.ReturnPercent, 6), Math.Round(result.MaxDrawdownPercent, 6),
        Math.Round(seconds, 6), Math.Round(result.Candles / seconds));

    public void Print(TextWriter output)
    {
        string settings = string.Join(" ", Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}={p.Value}")));
        output.WriteLine($"{Strategy} {settings} on {string.Join(", ", Symbols)}");
        output.WriteLine($"{From} to {To}, {Candles:N0} candles in {ElapsedSeconds:F3} s ({CandlesPerSecond:N0}/s)");
        output.WriteLine($"equity     {Cash} -> {FinalEquity} KRW ({ReturnPct:+0.00;-0.00;0.00} %), deepest drawdown {MaxDrawdownPct:F2} %");
        output.WriteLine($"orders     {Orders:N0}, fills {Fills:N0}, rejected {Rejected:N0}, denied {Denied:N0}, fees {Fees} KRW");
        output.WriteLine($"run        {RunId}, engine {EngineVersion}");
        output.WriteLine($"dataHash   {DataHash}");
        output.WriteLine($"resultHash {ResultHash}");
    }
}
