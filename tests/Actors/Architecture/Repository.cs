namespace CoinPilot.Tests.Architecture;

/// <summary>Where the sources and the real market data are, found from the test assembly's folder.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution; throws when the tests run outside a checkout.</summary>
    public static string Root { get; } =
        FindUp(folder => File.Exists(Path.Combine(folder, "CoinPilot.Akka.sln")))
        ?? throw new DirectoryNotFoundException($"no CoinPilot.Akka.sln in any folder above {AppContext.BaseDirectory}");

    /// <summary>The folder of real market data, or null where this machine has none.</summary>
    public static string? Data { get; } = FindUp(folder => Directory.Exists(Path.Combine(folder, "shared", "data"))) is { } parent
        ? Path.Combine(parent, "shared", "data")
        : null;

    /// <summary>Every file with that ending under these folders of the repository, build output left out; never empty.</summary>
    public static IReadOnlyList<string> Files(string pattern, params string[] folders)
    {
        List<string> files = [.. folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(path => !IsBuildOutput(path))
            .Order(StringComparer.Ordinal)];
        return files.Count > 0 ? files : throw new FileNotFoundException($"no {pattern} in {string.Join(", ", folders)}");
    }

    /// <summary>The path as it reads from the repository's root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsBuildOutput(string path)
    {
        string[] parts = Relative(path).Split('/');
        return parts.Contains("bin") || parts.Contains("obj");
    }

    private static string? FindUp(Predicate<string> isIt)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (isIt(folder.FullName))
                return folder.FullName;
        }
        return null;
    }
}
