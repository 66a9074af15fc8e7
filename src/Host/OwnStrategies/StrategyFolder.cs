using System.Security.Cryptography;
using System.Text;
using CoinPilot.Strategies;

namespace CoinPilot.App.OwnStrategies;

/// <summary>
/// The user's own strategies: every assembly in a folder that was compiled against CoinPilot.Domain. Other assemblies there are libraries that those use.
/// All or nothing: a folder with anything wrong in it gives no strategy.
/// </summary>
internal static class StrategyFolder
{
    /// <summary>CoinPilot's strategies, and those of the folder where there is one. Throws as <see cref="Load"/>.</summary>
    public static IReadOnlyList<StrategyDescriptor> KindsWith(string? folder) =>
        folder is null ? StrategyCatalog.All : [.. StrategyCatalog.All, .. Load(folder, StrategyCatalog.All)];

    /// <summary>
    /// The strategies of the folder, by file and then by class. Throws <see cref="StrategyFolderException"/> with all that is wrong, a name that is one of
    /// <paramref name="taken"/>'s included.
    /// </summary>
    public static IReadOnlyList<StrategyDescriptor> Load(string folder, IReadOnlyList<StrategyDescriptor> taken)
    {
        if (!Directory.Exists(folder))
            throw new StrategyFolderException([$"{folder}: there is no such folder of strategies"]);
        string[] paths = [.. Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal)];
        if (FolderTrust.ProblemOf(folder, paths) is { } untrusted)
            throw new StrategyFolderException([untrusted]);
        List<string> problems = [];
        List<StrategyFile> files = [.. paths.Select(path => Read(path, problems)).OfType<StrategyFile>()];
        foreach (StrategyFile idle in files.Where(f => !f.UsesDomain && !files.Exists(other => other.References(f.Name))))
            problems.Add($"{idle.Path}: there is no strategy in it: it does not use {StrategyFile.Domain}, and no other file here uses it");
        Dictionary<string, string> owners = taken.ToDictionary(d => d.Name, _ => "CoinPilot's own", StringComparer.Ordinal);
        List<StrategyDescriptor> found = [];
        StrategyContext context = new(folder, files);
        foreach (StrategyFile file in files.Where(f => f.UsesDomain))
            Take(file, context, owners, found, problems);
        if (found.Count == 0 && problems.Count == 0)
            problems.Add($"{folder}: there is no assembly with a strategy in it");
        return problems.Count == 0 ? found : throw new StrategyFolderException(problems);
    }

    /// <summary>Names what the folder holds: the SHA-256, in lower-case hex, over each assembly's file name and bytes, in the order of their names.</summary>
    public static string HashOf(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static StrategyFile? Read(string path, List<string> problems)
    {
        try
        {
            StrategyFile file = StrategyFile.Read(path);
            return file.Name == StrategyFile.Domain ? null : file;
        }
        catch (StrategyFolderException wrong)
        {
            problems.AddRange(wrong.Problems);
            return null;
        }
    }

    private static void Take(
        StrategyFile file, StrategyContext context, Dictionary<string, string> owners, List<StrategyDescriptor> found, List<string> problems)
    {
        try
        {
            foreach ((Type type, StrategyDescriptor descriptor) in StrategyTypes.In(context.Load(file), file.Path))
            {
                if (owners.TryAdd(descriptor.Name, $"{type.FullName}'s in {file.Path}"))
                    found.Add(descriptor);
                else
                    problems.Add($"{file.Path}: {type.FullName}: the name '{descriptor.Name}' is {owners[descriptor.Name]}");
            }
        }
        catch (StrategyFolderException wrong)
        {
            problems.AddRange(wrong.Problems);
        }
    }
}
