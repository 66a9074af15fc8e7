using System.Globalization;
using System.Text.Json;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>What the local exchange itself says happened there.</summary>
internal sealed class ExchangeView(Uri exchange) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = exchange };

    public async Task<JsonElement> StateAsync() => JsonDocument.Parse(await _http.GetStringAsync("control/state")).RootElement;

    public async Task<long> OrderCountAsync() => (await StateAsync()).GetProperty("orders").GetInt64();

    public async Task<bool> IsFinishedAsync() => (await StateAsync()).GetProperty("finished").GetBoolean();

    public async Task<IReadOnlyList<ExchangeOrder>> OrdersAsync()
    {
        using JsonDocument orders = JsonDocument.Parse(await _http.GetStringAsync("control/orders"));
        return [.. orders.RootElement.EnumerateArray().Select(o => new ExchangeOrder(
            o.GetProperty("identifier").GetString()!, o.GetProperty("market").GetString()!, o.GetProperty("side").GetString()!,
            o.GetProperty("state").GetString()!, decimal.Parse(o.GetProperty("executed_volume").GetString()!, CultureInfo.InvariantCulture)))];
    }

    public async Task<decimal> CashAsync()
    {
        JsonElement state = await StateAsync();
        return decimal.Parse(state.GetProperty("cash").GetString()!, CultureInfo.InvariantCulture)
            + decimal.Parse(state.GetProperty("cash_locked").GetString()!, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _http.Dispose();
}

internal sealed record ExchangeOrder(string Identifier, string Market, string Side, string State, decimal Executed);
