using System.Text.Json;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator.Books;

/// <summary>
/// Which synthetic market a folder's exchange runs and how far its time has come, so that the next run goes on with the same prices.
/// </summary>
/// <param name="Epoch">Where its first trade lies; with the seed this names the market.</param>
/// <param name="Now">The venue's time when last saved.</param>
public sealed record MarketClock(ulong Seed, Timestamp Epoch, Timestamp Now)
{
    /// <summary>Null when the folder has none yet. Throws <see cref="InvalidDataException"/> that names a damaged file.</summary>
    public static MarketClock? Load(string folder)
    {
        string path = PathIn(folder);
        if (!File.Exists(path))
            return null;
        try
        {
            Saved saved = JsonSerializer.Deserialize<Saved>(File.ReadAllText(path)) ?? throw new JsonException("empty");
            return new MarketClock(saved.Seed, new Timestamp(saved.EpochMicros), new Timestamp(saved.NowMicros));
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Replaces the file as a whole: a kill leaves the old one or the new one.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = PathIn(folder);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(new Saved(Seed, Epoch.UnixMicros, Now.UnixMicros)));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "market.json");

    private sealed record Saved(ulong Seed, long EpochMicros, long NowMicros);
}
