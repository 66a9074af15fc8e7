namespace CoinPilot.Exchanges.Simulator;

/// <summary>What a key may be used for.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,
    AssetQuery = 1,
    OrderQuery = 2,
    Order = 4,
    All = AssetQuery | OrderQuery | Order,
}

/// <summary>The account's API key pair; the secret signs as plain text.</summary>
public sealed record ExchangeKeys(string AccessKey, string SecretKey)
{
    public ApiScopes Scopes { get; init; } = ApiScopes.All;

    /// <summary>The addresses that may use the key; null for any.</summary>
    public IReadOnlyList<string>? AllowedAddresses { get; init; }

    /// <summary>When the key ends, by the real clock; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
