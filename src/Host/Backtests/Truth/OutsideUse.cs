using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CoinPilot.App.Config;
using CoinPilot.App.OwnStrategies;
using CoinPilot.Strategies;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>
/// What an own strategy's assembly calls that reaches outside it: files, network, clock, chance. Data that a strategy reads there by itself are in a
/// truncated run as they are in a whole one, so such a strategy can look ahead unseen; all that can be said is that it could.
/// </summary>
internal static class OutsideUse
{
    private static readonly string[] Types =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.StreamReader", "System.IO.Directory", "System.IO.DirectoryInfo", "System.Random",
        "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.IO.MemoryMappedFiles.MemoryMappedFile",
    ];

    private static readonly string[] Namespaces = ["System.Net", "System.Data"];

    private static readonly string[] Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid",
        "System.Environment.GetEnvironmentVariable", "System.Environment.GetCommandLineArgs", "System.Environment.get_TickCount64", "System.TimeProvider.get_System",
    ];

    /// <summary>By name, each once; empty for CoinPilot's own strategies.</summary>
    public static IReadOnlyList<string> Of(StrategyDescriptor descriptor, StrategySettings settings, Configuration configuration)
    {
        if (StrategyCatalog.All.Contains(descriptor) || configuration.TextOf(Settings.StrategiesFolder) is not { } folder)
            return [];
        string? assembly = descriptor.Create(settings).GetType().Assembly.GetName().Name;
        return [.. Directory.GetFiles(folder, "*.dll").Select(StrategyFile.Read).Where(f => f.Name == assembly).SelectMany(f => In(f.Bytes)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> In(byte[] assembly)
    {
        using PEReader image = new(new MemoryStream(assembly));
        MetadataReader reader = image.GetMetadataReader();
        foreach (TypeReference type in reader.TypeReferences.Select(reader.GetTypeReference))
        {
            string space = reader.GetString(type.Namespace), name = $"{space}.{reader.GetString(type.Name)}";
            if (Types.Contains(name) || Namespaces.Any(n => space == n || space.StartsWith(n + ".", StringComparison.Ordinal)))
                yield return name;
        }
        foreach (MemberReference member in reader.MemberReferences.Select(reader.GetMemberReference).Where(m => m.Parent.Kind == HandleKind.TypeReference))
        {
            TypeReference parent = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            string name = $"{reader.GetString(parent.Namespace)}.{reader.GetString(parent.Name)}.{reader.GetString(member.Name)}";
            if (Members.Contains(name))
                yield return name;
        }
    }
}
