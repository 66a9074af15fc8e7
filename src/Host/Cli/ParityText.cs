using CoinPilot.App.Parity;

namespace CoinPilot.App.Cli;

/// <summary>A parity check's report as text.</summary>
internal static class ParityText
{
    public static void Print(ParityReport report, TextWriter output)
    {
        output.WriteLine($"{string.Join(", ", report.Strategies)} on {string.Join(", ", report.Symbols)}, {report.From} to {report.To}, {report.Candles:N0} candles");
        foreach (ReportedLeg leg in report.Legs)
            output.WriteLine($"  {leg.Name,-9} {leg.Orders,6:N0} orders {leg.Fills,6:N0} fills {leg.Denials,6:N0} denials {leg.Seconds,8:F1} s  {leg.Hash}");
        if (report.Difference is not { } first)
        {
            output.WriteLine($"parity holds for {report.Legs[0].Orders:N0} orders, {report.Legs[0].Fills:N0} fills");
            return;
        }
        output.WriteLine($"first difference: {first.Where}, number {first.Number}{(first.At is { } at ? $", {at}" : "")}");
        output.WriteLine($"  {first.One,-9} {first.OneSide ?? "nothing"}");
        output.WriteLine($"  {first.Other,-9} {first.OtherSide ?? "nothing"}");
    }
}
