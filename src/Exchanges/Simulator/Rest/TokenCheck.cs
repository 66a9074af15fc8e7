using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Verifies the token of private calls: signature (HS256 or HS512), key, hash of the parameters, a nonce never seen before. Guarded by the floor's lock.</summary>
internal sealed class TokenCheck(ExchangeKeys? keys, TimeProvider time)
{
    public const string WrongHash = "invalid_query_payload";

    public const string OutOfScope = "out_of_scope";

    private const string Scheme = "Bearer ";

    /// <summary>Nonces remembered; the oldest is forgotten first.</summary>
    private const int NoncesKept = 1_000_000;

    private readonly HashSet<string> _nonces = new(StringComparer.Ordinal);
    private readonly Queue<string> _nonceOrder = [];

    /// <summary>Null to let the call in, else the error's name.</summary>
    /// <param name="authorization">The header as it came.</param>
    /// <param name="parameters">Those sent, unencoded, in their order.</param>
    /// <param name="address">The caller's.</param>
    /// <param name="scope">What the key must be good for.</param>
    public string? Refuse(string? authorization, string parameters, string? address, ApiScopes scope)
    {
        if (keys is null)
            return null;
        if (RefuseToken(authorization, parameters, keys) is { } refusal)
            return refusal;
        if (keys.ExpiresAt <= time.GetUtcNow())
            return "expired_access_key";
        if (keys.AllowedAddresses is { } allowed && (address is null || !allowed.Contains(address)))
            return "no_authorization_ip";
        return Allows(scope) ? null : OutOfScope;
    }

    /// <summary>True when the key is good for this.</summary>
    public bool Allows(ApiScopes scope) => keys is null || (keys.Scopes & scope) == scope;

    private string? RefuseToken(string? authorization, string parameters, ExchangeKeys known)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
            return "no_authorization_token";
        try
        {
            return RefuseParts(authorization[Scheme.Length..].Trim(), parameters, known);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "jwt_verification";
        }
    }

    private string? RefuseParts(string token, string parameters, ExchangeKeys known)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3)
            return "jwt_verification";
        using JsonDocument header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        if (payload.RootElement.GetProperty("access_key").GetString() != known.AccessKey)
            return "invalid_access_key";
        byte[]? expected = Sign(header.RootElement.GetProperty("alg").GetString(), parts[0] + "." + parts[1], known.SecretKey);
        if (expected is null || !CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(parts[2])))
            return "jwt_verification";
        if (parameters.Length > 0 && !HashMatches(payload.RootElement, parameters))
            return WrongHash;
        string? nonce = payload.RootElement.GetProperty("nonce").GetString();
        if (string.IsNullOrEmpty(nonce))
            return "jwt_verification";
        return Remember(nonce) ? null : "nonce_used";
    }

    private static byte[]? Sign(string? algorithm, string signed, string secret)
    {
        byte[] key = Encoding.UTF8.GetBytes(secret);
        byte[] bytes = Encoding.ASCII.GetBytes(signed);
        return algorithm switch
        {
            "HS256" => HMACSHA256.HashData(key, bytes),
            "HS512" => HMACSHA512.HashData(key, bytes),
            _ => null,
        };
    }

    private static bool HashMatches(JsonElement payload, string parameters)
    {
        if (!payload.TryGetProperty("query_hash", out JsonElement hash))
            return false;
        if (payload.TryGetProperty("query_hash_alg", out JsonElement algorithm) && algorithm.GetString() != "SHA512")
            return false;
        return hash.GetString() == Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(parameters)));
    }

    private bool Remember(string nonce)
    {
        if (!_nonces.Add(nonce))
            return false;
        _nonceOrder.Enqueue(nonce);
        if (_nonceOrder.Count > NoncesKept)
            _nonces.Remove(_nonceOrder.Dequeue());
        return true;
    }
}
