using System.CommandLine;
using CoinPilot.App.Audit;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot risk decisions</c>: what risk said to every signal, from the journal; it may be in use.</summary>
internal static class RiskDecisionsCommand
{
    public static Command Create()
    {
        Option<string> data = DataFolder.Option();
        Option<string?> database = JournalPlace.Option();
        Option<bool> denied = new("--denied") { Description = "only signals that were denied" };
        Option<string?> market = new("--symbol") { Description = "only this market, as KRW-BTC" };
        Option<int> count = new("--count", "-n") { Description = "how many of the newest", DefaultValueFactory = _ => 50 };
        Option<bool> json = new("--json") { Description = "print them as JSON" };
        Command command = new("decisions", "what risk said to every signal, with the figures; those denied again within an hour are one line")
        {
            data, database, denied, market, count, json,
        };
        command.SetAction(parsed =>
        {
            string? symbol = parsed.GetValue(market) is { } text ? CommandLine.Symbol("--symbol", text).Code : null;
            if (parsed.GetValue(count) < 0)
                throw new UsageException($"--count {parsed.GetValue(count)} is below 0");
            JournalPlace place = JournalPlace.Choose(parsed.GetRequiredValue(data), parsed.GetValue(database));
            RiskDecisionRow[] rows = [.. Read(place)
                .Where(r => (symbol is null || r.Symbol == symbol) && (r.Decision == "denied" || !parsed.GetValue(denied)))
                .TakeLast(parsed.GetValue(count))];
            if (parsed.GetValue(json))
                JsonOutput.Print(rows);
            else
                Print(rows);
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<RiskDecisionRow> Read(JournalPlace place)
    {
        using IJournalReader reader = place.OpenReader();
        return DecisionList.Of(reader.ReadAll());
    }

    private static void Print(IEnumerable<RiskDecisionRow> rows)
    {
        foreach (RiskDecisionRow r in rows)
        {
            string outcome = r.Decision == "allowed" ? $"allowed as {r.Order}" : $"DENIED by {r.Code}{(r.Times > 1 ? $" {r.Times} times" : "")}";
            Console.WriteLine($"{r.TimeUtc} ({r.TimeKst}) {r.Symbol} {r.Strategy} {r.Signal}");
            Console.WriteLine($"  {outcome}, limits version {r.LimitsVersion}: {r.Figures}");
        }
    }
}
