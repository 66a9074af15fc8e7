namespace CoinPilot.App.Config;

/// <summary>Knows keys that ask for a secret by their names; a configuration file is no place for one.</summary>
internal static class Secrets
{
    public const string Advice = "secrets do not belong into this file; keys come from COINPILOT_UPBIT_ACCESS_KEY and COINPILOT_UPBIT_SECRET_KEY or from exchange.keys_file";

    private static readonly string[] Words = ["secret", "password", "passwd", "passphrase", "token", "credential", "accesskey", "apikey", "privatekey"];

    public static bool IsSecret(string key)
    {
        string plain = key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Words.Any(w => plain.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
