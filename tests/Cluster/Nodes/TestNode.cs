using System.Text.Json;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Clustering.Nodes;

/// <summary>A node of a <see cref="TestCluster"/>: a process of its own.</summary>
internal sealed class TestNode(CoinPilotProcess process, NodeProxy network, int managementPort) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private Uri? _api;

    public CoinPilotProcess Process => process;

    public NodeProxy Network => network;

    public async Task<string> ApiAsync() => (_api ??= new Uri(await process.WaitForLineAsync("dashboard "))).ToString();

    /// <summary>The answer of its API, for the whole cluster; null when there is none.</summary>
    public async Task<JsonElement?> TryGetAsync(string path)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri(new Uri(await ApiAsync()), path));
            return response.IsSuccessStatusCode ? JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement : null;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>The status code of a health probe; null when nobody answers.</summary>
    public async Task<int?> ProbeAsync(string path)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(new Uri($"http://127.0.0.1:{managementPort}/{path}"));
            return (int)response.StatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await network.DisposeAsync();
        _http.Dispose();
    }
}
