using System.Collections.Concurrent;
using System.Diagnostics;

namespace CoinPilot.Tests.Processes;

/// <summary>The real executable as a process of its own, its output kept line by line.</summary>
internal sealed class CoinPilotProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private CoinPilotProcess(Process process) => _process = process;

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static CoinPilotProcess Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "coinpilot.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        CoinPilotProcess started = new(new Process { StartInfo = start });
        started._process.OutputDataReceived += (_, e) => Keep(started._output, e.Data);
        started._process.ErrorDataReceived += (_, e) => Keep(started._errors, e.Data);
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using CoinPilotProcess run = Start(arguments);
        int code = await run.WaitForExitAsync();
        return (code, run.Output, run.Errors);
    }

    public async Task<int> WaitForExitAsync()
    {
        using CancellationTokenSource limit = new(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>What follows <paramref name="prefix"/> in the first line that holds it; fails with the whole output when none comes.</summary>
    public async Task<string> WaitForLineAsync(string prefix)
    {
        string? found = null;
        await Until.TrueAsync(() =>
        {
            found = _output.FirstOrDefault(line => line.Contains(prefix, StringComparison.Ordinal));
            return found is not null || _process.HasExited;
        }, Limit, () => $"no line with '{prefix}' in:\n{Output}\n{Errors}");
        return found is null
            ? throw new InvalidOperationException($"ended with {_process.ExitCode} before '{prefix}':\n{Output}\n{Errors}")
            : found[(found.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length)..].Trim();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await WaitForExitAsync();
    }

    /// <summary>SIGTERM, then the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("-TERM");
        return await WaitForExitAsync();
    }

    /// <summary>SIGHUP: it reads its configuration again.</summary>
    public Task HangUpAsync() => SignalAsync("-HUP");

    /// <summary>SIGSTOP: it stands still.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT: it goes on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [signal, _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
