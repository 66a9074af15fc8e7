using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>An account's key pair. Its text never shows it.</summary>
public sealed class UpbitCredentials
{
    public const string AccessKeyVariable = "COINPILOT_UPBIT_ACCESS_KEY";
    public const string SecretKeyVariable = "COINPILOT_UPBIT_SECRET_KEY";

    /// <summary>Throws <see cref="ArgumentException"/> for a key that is empty or holds white space; the message does not show it.</summary>
    public UpbitCredentials(string accessKey, string secretKey)
    {
        if (!IsUsable(accessKey))
            throw new ArgumentException("the access key is empty or holds white space", nameof(accessKey));
        if (!IsUsable(secretKey))
            throw new ArgumentException("the secret key is empty or holds white space", nameof(secretKey));
        AccessKey = accessKey;
        SecretKey = secretKey;
    }

    internal string AccessKey { get; }

    internal string SecretKey { get; }

    /// <summary>From <see cref="AccessKeyVariable"/> and <see cref="SecretKeyVariable"/>; null when neither is set, <see cref="FormatException"/> when one is missing.</summary>
    public static UpbitCredentials? FromEnvironment(Func<string, string?>? read = null)
    {
        read ??= Environment.GetEnvironmentVariable;
        string? access = read(AccessKeyVariable), secret = read(SecretKeyVariable);
        if (string.IsNullOrEmpty(access) && string.IsNullOrEmpty(secret))
            return null;
        if (string.IsNullOrEmpty(access) || string.IsNullOrEmpty(secret))
            throw new FormatException($"set both {AccessKeyVariable} and {SecretKeyVariable}, or neither");
        return new UpbitCredentials(access.Trim(), secret.Trim());
    }

    /// <summary>
    /// From a file of two lines, access key then secret key, or of JSON with <c>access_key</c> and <c>secret_key</c>.
    /// Throws <see cref="IOException"/> when unreadable, <see cref="FormatException"/> naming the file when it holds neither.
    /// </summary>
    public static UpbitCredentials FromFile(string path)
    {
        string text = File.ReadAllText(path).Trim();
        (string? access, string? secret) = text.StartsWith('{') ? ReadJson(text) : ReadLines(text);
        return IsUsable(access) && IsUsable(secret)
            ? new UpbitCredentials(access, secret)
            : throw new FormatException($"{path}: neither two lines (access key, secret key) nor JSON with access_key and secret_key");
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "UpbitCredentials(redacted)";

    private static (string? Access, string? Secret) ReadJson(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return (Member(json.RootElement, "access_key"), Member(json.RootElement, "secret_key"));
        }
        catch (JsonException)
        {
            // Not passed on: a parser's message may quote the key.
            return default;
        }
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (string? Access, string? Secret) ReadLines(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 2 ? (lines[0], lines[1]) : default;
    }

    private static bool IsUsable([NotNullWhen(true)] string? key) => !string.IsNullOrEmpty(key) && !key.Any(char.IsWhiteSpace);
}
