namespace CoinPilot.App.Clusters.Running;

/// <summary>Asks this node's own API, for this node alone, on behalf of another node.</summary>
internal sealed class OwnApi(Uri address) : IDisposable
{
    /// <summary>Marks a request that is answered for this node alone.</summary>
    public const string Header = "X-CoinPilot-Node";

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(12) };

    public async Task<(int Status, string Body)> CallAsync(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Headers.Add("X-CoinPilot", "node");
        request.Headers.Add(Header, "own");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException)
        {
            return (503, System.Text.Json.JsonSerializer.Serialize(new { error = unreachable.Message }));
        }
    }

    public void Dispose() => _http.Dispose();
}
