using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CoinPilot.Strategies;

namespace CoinPilot.App.OwnStrategies;

/// <summary>An assembly file, looked into without running anything of it. Its bytes are kept: who replaces the file changes nothing that runs.</summary>
internal sealed class StrategyFile
{
    private readonly Dictionary<string, Version> _references;

    private StrategyFile(string path, byte[] bytes, string name, Dictionary<string, Version> references)
    {
        Path = path;
        Bytes = bytes;
        Name = name;
        _references = references;
    }

    /// <summary>The assembly that strategies are compiled against.</summary>
    public static string Domain { get; } = typeof(Strategy).Assembly.GetName().Name!;

    public string Path { get; }

    public byte[] Bytes { get; }

    /// <summary>The assembly's.</summary>
    public string Name { get; }

    public bool UsesDomain => References(Domain);

    public bool References(string name) => _references.ContainsKey(name);

    /// <summary>Throws <see cref="StrategyFolderException"/> for what is no assembly, or one compiled against another version of the Domain than ours.</summary>
    public static StrategyFile Read(string path)
    {
        StrategyFile file = Parse(path, File.ReadAllBytes(path));
        Version ours = typeof(Strategy).Assembly.GetName().Version!;
        return !file._references.TryGetValue(Domain, out Version? theirs) || IsCompatible(theirs, ours)
            ? file
            : throw new StrategyFolderException([$"{path}: compiled against {Domain} {theirs.ToString(3)}, this is {ours.ToString(3)}: compile it again against the package of this version"]);
    }

    /// <summary>Versions with the same first number; before 1.0, where anything may change from one second number to the next, with the same two. Never a newer one.</summary>
    internal static bool IsCompatible(Version theirs, Version ours) =>
        theirs.Major == ours.Major && (ours.Major > 0 || theirs.Minor == ours.Minor) && theirs <= ours;

    private static StrategyFile Parse(string path, byte[] bytes)
    {
        try
        {
            using PEReader image = new(new MemoryStream(bytes));
            MetadataReader reader = image.GetMetadataReader();
            string name = reader.GetString(reader.GetAssemblyDefinition().Name);
            Dictionary<string, Version> references = new(StringComparer.Ordinal);
            foreach (AssemblyReference reference in reader.AssemblyReferences.Select(reader.GetAssemblyReference))
                references[reader.GetString(reference.Name)] = reference.Version;
            return new StrategyFile(path, bytes, name, references);
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or InvalidOperationException)
        {
            throw new StrategyFolderException([$"{path}: no .NET assembly ({wrong.Message})"]);
        }
    }
}
