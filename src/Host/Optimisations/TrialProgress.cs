using System.Globalization;

namespace CoinPilot.App.Optimisations;

/// <summary>How far a search is, on stderr: a bar where that is a terminal, else a line for each tenth and for each new best.</summary>
/// <param name="what">What is being done.</param>
/// <param name="total">Trials in all.</param>
internal sealed class TrialProgress(string what, int total, TimeProvider time, TextWriter output, bool isTerminal, int width) : IDisposable
{
    private const int BarWidth = 24;

    private readonly long _began = time.GetTimestamp();
    private int _done;
    private int _run;
    private int _tenths;
    private int? _best;
    private int _written;

    /// <summary>On the process's stderr.</summary>
    public static TrialProgress OnConsole(string what, int total) => new(
        what, total, TimeProvider.System, Console.Error, !Console.IsErrorRedirected, Console.IsErrorRedirected ? 0 : Console.WindowWidth);

    /// <summary>Counts trials that are known from before; they say nothing of the rate.</summary>
    public void Skip(int trials) => _done += trials;

    /// <summary>Counts one trial; tells the best so far, null where there is none.</summary>
    public void Show(TrialRecord? best, string stage = "")
    {
        _done++;
        _run++;
        if (isTerminal)
            ShowBar(best, stage);
        else
            ShowLine(best, stage);
    }

    public void Dispose()
    {
        if (_written > 0)
            output.Write($"\r{new string(' ', _written)}\r");
        _written = 0;
    }

    private void ShowBar(TrialRecord? best, string stage)
    {
        int full = (int)((long)BarWidth * Math.Min(_done, total) / total);
        string line = $"{what} [{new string('#', full)}{new string('.', BarWidth - full)}] {Describe(best, stage)}";
        if (width > 1 && line.Length >= width)
            line = line[..(width - 1)];
        output.Write($"\r{line.PadRight(_written)}");
        _written = line.Length;
    }

    private void ShowLine(TrialRecord? best, string stage)
    {
        int tenths = (int)(10L * _done / total);
        if (tenths == _tenths && best?.Number == _best)
            return;
        (_tenths, _best) = (tenths, best?.Number);
        output.WriteLine($"{what} {Describe(best, stage)}");
    }

    private string Describe(TrialRecord? best, string stage)
    {
        double rate = _run / Math.Max(1e-9, time.GetElapsedTime(_began).TotalSeconds);
        string found = best is null ? "no best yet" : string.Create(CultureInfo.InvariantCulture, $"best {best.Objective:G6} of trial {best.Number}: {best.Describe()}");
        return string.Create(CultureInfo.InvariantCulture, $"{stage}{_done}/{total}, {rate:F1}/s, {TimeText(Math.Max(0, total - _done) / rate)} left, {found}");
    }

    private static string TimeText(double seconds) => seconds switch
    {
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        < 6000 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };
}
