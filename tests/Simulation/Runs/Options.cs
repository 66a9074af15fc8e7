using System.Globalization;

namespace CoinPilot.Simulation.Runs;

/// <summary>What the command line asks for.</summary>
/// <param name="Faults">Only these faults of the seed, by number; null for all.</param>
internal sealed record Options(int Seeds, ulong Seed, string? Bug, IReadOnlySet<int>? Faults, int Noise, bool Trace)
{
    public const string Usage = """
        usage: ./build.sh sim [--seeds N] [--seed S] [--bug NAME] [--faults N,N,...] [--noise N] [--trace]
          --seeds N     runs N seeds from the first on, then, from 100 seeds on, every deliberate bug
                        (default 100; 1 when --seed is given alone)
          --seed S      the first seed (default 1)
          --bug NAME    runs with that deliberate bug until it is found; 'list' lists them, 'none' leaves them all out
          --faults ...  runs one seed with only those faults; '' for none
          --noise N     varies what happens by chance under the same faults
          --trace       prints everything that happens; for one seed
          --fuzz N      mutated frames through every parser of the Upbit client, alone or, with --seeds, after them
                        (default 10,000,000 after the seeds); --frame BASE64 runs one frame again
        """;

    /// <summary>Throws <see cref="FormatException"/> with the reason.</summary>
    public static Options Parse(string[] arguments)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Length; i++)
        {
            string key = arguments[i];
            if (key is not ("--seeds" or "--seed" or "--bug" or "--faults" or "--noise" or "--trace"))
                throw new FormatException($"unknown argument '{key}'");
            if (key == "--trace")
                given[key] = "";
            else
                given[key] = ++i < arguments.Length ? arguments[i] : throw new FormatException($"{key} needs a value");
        }
        ulong seed = given.TryGetValue("--seed", out string? s) ? Number(s) : 1;
        int seeds = given.TryGetValue("--seeds", out string? n) ? (int)Number(n) : given.ContainsKey("--seed") ? 1 : 100;
        IReadOnlySet<int>? faults = given.TryGetValue("--faults", out string? f)
            ? f.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => (int)Number(number)).ToHashSet()
            : null;
        return new Options(seeds, seed, given.GetValueOrDefault("--bug"), faults, given.TryGetValue("--noise", out string? x) ? (int)Number(x) : 0, given.ContainsKey("--trace"));
    }

    private static ulong Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value <= int.MaxValue
            ? value
            : throw new FormatException($"'{text}' is no number");
}
