using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace CoinPilot.Storage.Postgres.Schema;

/// <summary>One numbered step of the schema; never changed once it was released, which its hash proves.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>Every migration of this build, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. Load().OrderBy(m => m.Number)];

    private static IEnumerable<Migration> Load()
    {
        Assembly assembly = typeof(Migration).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
            string[] parts = resource[..^".sql".Length].Split('-', 2);
            yield return new Migration(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1], reader.ReadToEnd());
        }
    }
}
