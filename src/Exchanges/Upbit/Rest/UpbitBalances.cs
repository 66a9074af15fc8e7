using System.Text;
using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads the answer of <c>/v1/accounts</c>.</summary>
internal static class UpbitBalances
{
    /// <summary>Null when anything in it is unreadable: half an account is none.</summary>
    public static IReadOnlyList<Balance>? TryRead(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(a => new Balance(
                a.GetProperty("currency").GetString() ?? throw new FormatException("no currency"),
                Amount(a.GetProperty("balance")), Amount(a.GetProperty("locked"))))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static Money Amount(JsonElement value) =>
        UpbitValues.TryMoney(Encoding.UTF8.GetBytes(value.ToString()), out Money money) ? money : throw new FormatException("not an amount");
}
