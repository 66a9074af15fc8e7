using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Reports;

/// <summary>A page in a real browser that is asked and clicked, by the browser's own protocol; what went wrong in it, and what it fetched, is kept.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource _limit = new(Limit);
    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private string? _session;
    private int _lastId;

    private Chromium(string browser)
    {
        ProcessStartInfo start = new(browser) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string flag in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "about:blank"])
            start.ArgumentList.Add(flag);
        _process = Process.Start(start)!;
    }

    /// <summary>Errors, warnings and exceptions of the page, in the order in which they came.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Every address that was asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Opens the file in a window of that width and waits until the page says that it is ready; skips the test where there is no browser.</summary>
    public static async Task<Chromium> OpenAsync(string file, int width = 1280)
    {
        Chromium browser = new(Browser.Require());
        try
        {
            await browser.ConnectAsync();
            await browser.CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = width < 500 });
            await browser.CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(file).AbsoluteUri });
            JsonNode? isReady = await browser.AskAsync(
                "new Promise(done => { const look = () => document.documentElement?.dataset.ready ? done(true) : setTimeout(look, 20); look(); setTimeout(() => done(false), 20_000); })");
            return isReady!.GetValue<bool>() ? browser : throw new InvalidOperationException($"the page is not ready: {string.Join('\n', browser.Complaints)}");
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the expression gives, waited for where it is a promise. Throws what it throws.</summary>
    public async Task<JsonNode?> AskAsync(string expression)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return answer["exceptionDetails"] is { } wrong ? throw new InvalidOperationException(wrong.ToJsonString()) : answer["result"]!["value"];
    }

    /// <summary>The pages that it prints to, as a PDF.</summary>
    public async Task<byte[]> PrintAsync()
    {
        JsonNode answer = await CallAsync("Page.printToPDF", new JsonObject { ["printBackground"] = true, ["preferCSSPageSize"] = true });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _limit.Dispose();
        _profile.Dispose();
    }

    private async Task ConnectAsync()
    {
        string address = "";
        while (!address.StartsWith("ws://", StringComparison.Ordinal))
        {
            string line = await _process.StandardError.ReadLineAsync(_limit.Token) ?? throw new InvalidOperationException("the browser ended");
            address = line[(line.LastIndexOf(' ') + 1)..];
        }
        await _socket.ConnectAsync(new Uri(address), _limit.Token);
        JsonNode target = await CallAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        JsonNode attached = await CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        _session = attached["sessionId"]!.GetValue<string>();
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"])
            await CallAsync($"{domain}.enable", []);
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        int id = ++_lastId;
        JsonObject call = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null)
            call["sessionId"] = _session;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);
        while (true)
        {
            JsonNode message = await ReadAsync();
            if (message["id"]?.GetValue<int>() == id)
                return message["error"] is { } wrong ? throw new InvalidOperationException(wrong.ToJsonString()) : message["result"]!;
            Note(message);
        }
    }

    private async Task<JsonNode> ReadAsync()
    {
        using MemoryStream whole = new();
        byte[] part = new byte[65_536];
        WebSocketReceiveResult read;
        do
        {
            read = await _socket.ReceiveAsync(part, _limit.Token);
            whole.Write(part, 0, read.Count);
        }
        while (!read.EndOfMessage);
        return JsonNode.Parse(whole.ToArray())!;
    }

    private void Note(JsonNode message)
    {
        string? method = message["method"]?.GetValue<string>();
        if (method is "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded")
            Complaints.Add(message["params"]!.ToJsonString());
        else if (method == "Network.requestWillBeSent")
            Requests.Add(message["params"]!["request"]!["url"]!.GetValue<string>());
    }
}
