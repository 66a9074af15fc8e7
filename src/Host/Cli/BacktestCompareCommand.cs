using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Backtests.Runs;
using CoinPilot.Runs;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot backtest compare</c></summary>
internal static class BacktestCompareCommand
{
    private const int Width = 24;

    private static readonly RunStoreOptions Store = new();

    private static readonly Argument<string> First = BacktestShowCommand.IdArgument("a");

    private static readonly Argument<string> Second = BacktestShowCommand.IdArgument("b");

    public static Command Create()
    {
        Command command = new("compare", "hold two runs side by side: what they ran on, their figures, and the first order that differs") { First, Second };
        Store.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        RunStore store = Store.Open(parsed);
        IReadOnlyList<RunRecord> runs = await RunStoreOptions.ReadAllAsync(store);
        RunComparison comparison = RunComparison.Of(
            store.Find(runs, parsed.GetRequiredValue(First)), store.Find(runs, parsed.GetRequiredValue(Second)), store.FolderOf);
        if (Store.IsJson(parsed))
            JsonOutput.Print(comparison);
        else
            Print(comparison);
        return ExitCode.Done;
    }

    private static void Print(RunComparison c)
    {
        Line("", $"A {c.A.RunId[..BacktestListCommand.ShortId]}", $"B {c.B.RunId[..BacktestListCommand.ShortId]}");
        Line("state", c.A.State, c.B.State);
        Line("result", c.A.ResultHash?[..16], c.B.ResultHash?[..16]);
        Console.WriteLine(c.Differences.Count == 0 ? "parameters, data and engine are the same" : "what differs of parameters, data and engine:");
        foreach (ComparedValue value in c.Differences)
            Line($"  {value.Name}", value.A, value.B);
        Console.WriteLine("figures:");
        foreach (ComparedFigure figure in c.Figures)
            Line($"  {figure.Name}", Text(figure.A), Text(figure.B));
        Console.WriteLine(!c.OrdersKept ? "the orders of both are not kept" : c.FirstDifferentOrder is null ? "every order is the same" : $"the first order that differs is number {c.FirstDifferentOrder.Number}:");
        if (c.FirstDifferentOrder is { } order)
        {
            Console.WriteLine($"  A {order.A ?? "no more orders"}");
            Console.WriteLine($"  B {order.B ?? "no more orders"}");
        }
    }

    private static string? Text(double? value) => value?.ToString("0.########", CultureInfo.InvariantCulture);

    private static void Line(string name, string? a, string? b) => Console.WriteLine($"{name,-34} {a ?? "-",-Width} {b ?? "-"}");
}
