using System.Reflection;
using System.Runtime.Loader;

namespace CoinPilot.App.OwnStrategies;

/// <summary>
/// Where a folder's assemblies live: they see each other, and CoinPilot's and the framework's as they run. Whoever reads the folder anew has a context
/// of its own; one that nothing is used of any more is collected.
/// </summary>
internal sealed class StrategyContext(string folder, IReadOnlyList<StrategyFile> files) : AssemblyLoadContext(folder, isCollectible: true)
{
    private readonly Dictionary<string, Assembly> _loaded = new(StringComparer.Ordinal);

    public Assembly Load(StrategyFile file)
    {
        if (!_loaded.TryGetValue(file.Name, out Assembly? assembly))
            _loaded.Add(file.Name, assembly = LoadFromStream(new MemoryStream(file.Bytes), Symbols(file)));
        return assembly;
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        files.FirstOrDefault(f => f.Name == assemblyName.Name) is { } own ? Load(own) : null;

    // So that the trace of a failure names lines.
    private static MemoryStream? Symbols(StrategyFile file)
    {
        string path = Path.ChangeExtension(file.Path, ".pdb");
        return File.Exists(path) ? new MemoryStream(File.ReadAllBytes(path)) : null;
    }
}
