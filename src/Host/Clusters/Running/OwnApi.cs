namespace CoinPilot.App.Clusters.Running;

/// <summary>Asks this node's own API on behalf of another node, or of an operator's shell.</summary>
/// <param name="ofAll">For the whole cluster, and not for this node alone.</param>
internal sealed class OwnApi(Uri address, bool ofAll = false) : IDisposable
{
    /// <summary>Marks a request that is answered for this node alone.</summary>
    public const string Header = "X-CoinPilot-Node";

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(12) };

    public async Task<(int Status, string Body)> CallAsync(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Headers.Add("X-CoinPilot", "node");
        if (!ofAll)
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
