using System.Runtime.InteropServices;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Cli;
using CoinPilot.App.Config;
using CoinPilot.App.Journals;
using CoinPilot.App.Web;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Files.Sessions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>One <c>coinpilot run</c>, from the first line it prints to the last.</summary>
internal static class RunSession
{
    private static readonly TimeSpan FirstStatus = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(RunSettings settings)
    {
        using StopSignal stop = new();
        try
        {
            await RunAsync(settings, stop.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Say("stopped before trading began");
            return ExitCode.Done;
        }
    }

    private static async Task RunAsync(RunSettings settings, CancellationToken stop)
    {
        Say($"coinpilot {ProductInfo.Version}, data in {Path.GetFullPath(settings.DataFolder)}");
        JournalPlace place = JournalPlace.Choose(settings.DataFolder, settings.DatabaseFile, settings.OutageLimit);
        JournalWatch watch = new();
        await using IStoredJournal journal = await new JournalClaim(place, settings, Say, watch.Note).GetAsync(stop);
        _ = JournalWatch.EndWhenLostAsync(journal);
        await using LocalMarket? local = settings.Exchange is null && !settings.IsPaper ? await StartLocalAsync(settings) : null;
        Uri exchange = settings.Exchange ?? local?.Address ?? MarketSource.AddressOf(settings.VenueName);
        Say(local is not null ? $"local exchange {exchange}: {local.Description}"
            : settings.IsPaper ? $"paper trading on the prices of {exchange}: no order leaves this process" : $"exchange {exchange}");
        using IVenueConnection connection = settings.IsPaper
            ? await PaperConnection.OpenAsync(settings, exchange, Say, stop)
            : await UpbitConnection.OpenAsync(exchange, UpbitConnection.FindKeys(exchange, settings.KeyFile), Say, stop);

        await using DatabaseTables? tables = DatabaseTables.Open(place, settings.KeepTicks, Say);
        Venue venue = Recorded(connection.Venue, settings, exchange);
        if (tables is not null)
            venue = venue with { Market = new KeptCandles(venue.Market, tables.Candles) };
        if (tables?.Ticks is { } ticks)
            venue = venue with { Market = new KeptTicks(venue.Market, ticks) };
        RunSettings adapted = connection.Adapt(settings);
        Symbol[] earlier = [.. SymbolsOf(journal)];
        using SessionLog? recording = SessionRecording.Begin(adapted, earlier, TimeProvider.System, Say);
        TradingSystem system = new(adapted, earlier, venue, journal, TimeProvider.System, Say, recording) { Ticks = tables?.Ticks };
        watch.Attach(system.NoteJournal);
        await using (system)
        {
            await using ApiServer api = await ApiServer.StartAsync(system, settings.Port);
            Say($"dashboard {api.Address}");
            await system.StartAsync(journal.JournalId, stop);
            using IDisposable? hangUp = ReloadOnHangUp(system);
            Say($"trading {string.Join(", ", settings.Symbols)} with {string.Join(", ", settings.Strategies.Select(s => s.Name))}");
            await ShowStatusAsync(system, stop);
            Say("stopping: no more entries, waiting for orders in flight");
        }
        Say("stopped; everything is in the journal");
    }

    private static PosixSignalRegistration? ReloadOnHangUp(TradingSystem system) =>
        system.Reload is not { } reload || OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _ = SayReloadAsync(reload);
        });

    private static async Task SayReloadAsync(ConfigReload reload)
    {
        try
        {
            ReloadReport report = await reload.RunAsync();
            Say($"configuration read again: {report.Changed.Count} limits changed {string.Join(", ", report.Changed)}");
            if (report.Left.Count > 0)
                Say($"takes a restart: {string.Join(", ", report.Left)}");
        }
        catch (Exception wrong) when (wrong is UsageException or StrategyConfigurationException or IOException or TimeoutException)
        {
            Say($"the configuration was not taken over: {wrong.Message}");
        }
    }

    private static Venue Recorded(Venue venue, RunSettings settings, Uri exchange) => settings.RecordTo is { } file
        ? venue with { Market = new RecordedMarket(venue.Market, file, exchange.ToString(), TimeProvider.System) }
        : venue;

    private static Task<LocalMarket> StartLocalAsync(RunSettings settings) => LocalMarket.StartAsync(
        DataFolder.ExchangeOf(settings.DataFolder), settings.Symbols, settings.Seed, settings.Speed, settings.Cash, port: 0);

    private static IEnumerable<Symbol> SymbolsOf(IStoredJournal journal)
    {
        foreach (string entity in journal.EntityIds)
        {
            if (PositionActor.TryGetSymbol(entity, out Symbol symbol))
                yield return symbol;
        }
    }

    private static async Task ShowStatusAsync(TradingSystem system, CancellationToken stop)
    {
        try
        {
            await Task.Delay(FirstStatus, stop);
            using PeriodicTimer timer = new(StatusInterval);
            do
                Console.WriteLine(StatusLine.Write(await system.GetStatusAsync(), DateTimeOffset.Now));
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private static void Say(string line) => Console.WriteLine($"{DateTimeOffset.Now:HH:mm:ss} {line}");
}
