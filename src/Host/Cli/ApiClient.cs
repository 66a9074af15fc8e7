using System.CommandLine;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary>How verbs speak to a running <c>coinpilot run</c>.</summary>
internal static class ApiClient
{
    public static Option<string> Option() => new("--api")
    {
        Description = "where coinpilot run serves its dashboard",
        DefaultValueFactory = _ => "http://127.0.0.1:8080",
    };

    /// <summary>The answer, or <see cref="UsageException"/> that says who did not answer or what was refused.</summary>
    public static async Task<JsonElement> SendAsync(HttpMethod method, string address, string path)
    {
        Uri api = CommandLine.Address("--api", address);
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(15) };
        using HttpRequestMessage request = new(method, new Uri(api, path));
        request.Headers.Add("X-CoinPilot", "cli");
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request);
            string body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode
                ? JsonDocument.Parse(body).RootElement
                : throw new UsageException($"{api} refused: {(int)response.StatusCode} {body}");
        }
        catch (HttpRequestException unreachable)
        {
            throw new UsageException($"no coinpilot run answers at {api}: {unreachable.Message}");
        }
    }
}
