using System.CommandLine;
using CoinPilot.Storage.Files.Candles;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot candles import</c>: each file is stored whole or not at all; again changes nothing.</summary>
internal static class CandlesImportCommand
{
    private static readonly Argument<string[]> Files = new("file")
    {
        Description = "CSV (own format, or the venue's early JSON fields) or raw REST JSON, plain or gzipped, oldest or newest first",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Data = CandleOptions.Data();
    private static readonly Option<string> Venue = CandleOptions.Venue();
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "the market, where neither the file nor its name tells" };
    private static readonly Option<string?> Interval = new("--interval") { Description = "length of a candle, like 1m; else the file's rows tell" };
    private static readonly Option<string> Stamp = new("--stamp") { Description = "what the times mark: open or close of the candle", DefaultValueFactory = _ => "open" };
    private static readonly Option<bool> Replace = new("--replace") { Description = "let the file's candles replace stored ones that differ" };
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new("import", "take candle files into the store") { Files, Data, Venue, Symbol, Interval, Stamp, Replace, Json };
        command.SetAction(Run);
        return command;
    }

    /// <summary>Also reads the options for <c>candles verify</c>, which looks at files the same way.</summary>
    public static CandleImportOptions ReadOptions(string? symbol, string? interval, string stamp) => new(
        symbol is null ? null : CommandLine.Symbol("--symbol", symbol), interval is null ? null : CandleOptions.Minutes(interval),
        stamp switch
        {
            "open" => CandleStamp.Open,
            "close" => CandleStamp.Close,
            _ => throw new UsageException($"--stamp '{stamp}' is not open or close"),
        });

    private static int Run(ParseResult parsed)
    {
        CandleImportOptions options = ReadOptions(parsed.GetValue(Symbol), parsed.GetValue(Interval), parsed.GetRequiredValue(Stamp));
        CandleStore store = CandleOptions.Store(parsed.GetRequiredValue(Data));
        string venue = CandleOptions.VenueName(parsed.GetRequiredValue(Venue));
        List<ImportSummary> done = [];
        foreach (string file in parsed.GetRequiredValue(Files))
        {
            ImportSummary summary = Import(file, options, store, venue, parsed.GetValue(Replace));
            if (!parsed.GetValue(Json))
                summary.Print(Console.Out);
            done.Add(summary);
        }
        if (parsed.GetValue(Json))
            JsonOutput.Print(done);
        return ExitCode.Done;
    }

    private static ImportSummary Import(string file, CandleImportOptions options, CandleStore store, string venue, bool replace)
    {
        CandleImport import = CandleImport.Read(file, options);
        CandleKey key = new(venue, import.Symbol, import.IntervalMinutes);
        using CandleWriter writer = store.OpenWriter(key);
        try
        {
            PutResult put = writer.Put(import.Candles, complete: null, replace);
            return new ImportSummary(
                file, key.ToString(), import.Candles[0].OpenTime.ToString(), import.Candles[^1].OpenTime.ToString(),
                put.Added, put.Same, put.Replaced, import.Repeated, import.IsNewestFirst);
        }
        catch (CandleConflictException conflict)
        {
            throw new UsageException($"{import.PlaceOf(conflict.Given.OpenTime)}: {conflict.Message}; nothing of the file was stored, --replace would");
        }
    }

    /// <param name="Repeated">Rows that repeat another one of the file.</param>
    private sealed record ImportSummary(
        string File, string Series, string From, string To, int Added, int AlreadyThere, int Replaced, int Repeated, bool NewestFirst)
    {
        public void Print(TextWriter output)
        {
            output.WriteLine($"{File} -> {Series}: {Added:N0} added, {AlreadyThere:N0} already there, {Replaced:N0} replaced");
            string remarks = (NewestFirst ? ", newest first" : "") + (Repeated > 0 ? $", {Repeated:N0} repeated rows left out" : "");
            output.WriteLine($"  {From} to {To}{remarks}");
        }
    }
}
