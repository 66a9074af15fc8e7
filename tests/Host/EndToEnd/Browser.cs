using System.Diagnostics;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>A real browser without a window.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The browser's path, or a skipped test that says what is missing.</summary>
    public static string Require()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? found = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
            Assert.Skip("no Chromium on this machine: ./build.sh test installs it where it runs as root on Debian");
        return found!;
    }

    /// <summary>Opens the page, lets its scripts run for a while of the browser's own time, and gives the document as it stands then.</summary>
    public static async Task<string> OpenAsync(string browser, Uri page)
    {
        using TemporaryFolder profile = new();
        ProcessStartInfo start = new(browser) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string flag in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--no-first-run", $"--user-data-dir={profile.Path}", "--virtual-time-budget=6000", "--dump-dom", page.ToString()])
            start.ArgumentList.Add(flag);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string document = await process.StandardOutput.ReadToEndAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return document.Length > 0 ? document : throw new InvalidOperationException($"the browser showed nothing: {await errors}");
    }
}
