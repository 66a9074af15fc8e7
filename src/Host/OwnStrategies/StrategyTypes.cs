using System.Reflection;
using CoinPilot.Strategies;

namespace CoinPilot.App.OwnStrategies;

/// <summary>Finds the strategies of an assembly: its public classes that derive from <see cref="Strategy"/>.</summary>
internal static class StrategyTypes
{
    private static readonly MethodInfo DescriptorOf = typeof(StrategyTypes).GetMethod(nameof(Describe), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Each with how it is asked for; one of each was made with its defaults. Throws <see cref="StrategyFolderException"/> with all that is wrong.</summary>
    public static IReadOnlyList<(Type Type, StrategyDescriptor Descriptor)> In(Assembly assembly, string path)
    {
        Type[] types = [.. TypesOf(assembly, path).Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && t.IsSubclassOf(typeof(Strategy)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)];
        if (types.Length == 0)
            throw new StrategyFolderException([$"{path}: there is no strategy in it: no public class derives from {typeof(Strategy).FullName}"]);
        List<(Type, StrategyDescriptor)> found = [];
        List<string> problems = [];
        foreach (Type type in types)
        {
            try
            {
                found.Add((type, Read(type)));
            }
            catch (StrategyConfigurationException wrong)
            {
                problems.Add($"{path}: {type.FullName}: {wrong.Message}");
            }
        }
        return problems.Count == 0 ? found : throw new StrategyFolderException(problems);
    }

    private static Type[] TypesOf(Assembly assembly, string path)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception missing) when (missing is FileNotFoundException or FileLoadException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new StrategyFolderException([$"{path}: it cannot be loaded: {missing.Message}"]);
        }
    }

    private static StrategyDescriptor Read(Type type)
    {
        if (!type.IsAssignableTo(typeof(IStrategyKind)))
            throw new StrategyConfigurationException($"it does not say how it is asked for: implement {nameof(IStrategyKind)}");
        StrategyDescriptor descriptor;
        try
        {
            descriptor = (StrategyDescriptor)DescriptorOf.MakeGenericMethod(type).Invoke(null, null)!;
        }
        catch (TargetInvocationException thrown)
        {
            Exception cause = thrown.GetBaseException();
            throw new StrategyConfigurationException($"its descriptor cannot be read: {cause.GetType().Name}: {cause.Message}");
        }
        descriptor.Verify();
        descriptor.Choose(new Dictionary<string, string>());
        return descriptor;
    }

    private static StrategyDescriptor Describe<T>()
        where T : Strategy, IStrategyKind => T.Descriptor;
}
