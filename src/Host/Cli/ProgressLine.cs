namespace CoinPilot.App.Cli;

/// <summary>A bar on stderr for long work; silent where stderr is no terminal.</summary>
internal sealed class ProgressLine(string what) : IDisposable
{
    private const int Width = 40;

    private bool _shown;

    /// <summary><paramref name="share"/> from 0 to 1.</summary>
    public void Show(double share)
    {
        if (Console.IsErrorRedirected)
            return;
        int full = (int)(share * Width);
        Console.Error.Write($"\r{what} [{new string('#', full)}{new string('.', Width - full)}] {share,4:P0}");
        _shown = true;
    }

    public void Dispose()
    {
        if (_shown)
            Console.Error.Write("\r" + new string(' ', what.Length + Width + 10) + "\r");
    }
}
