using System.Collections;
using System.Reflection;
using CoinPilot.Indicators;

namespace CoinPilot.Strategies;

/// <summary>
/// Refuses a strategy that holds an indicator which repaints, live and in backtests alike: it would be tested on what could not have been known.
/// A field of such a type counts, whatever is in it; so do the fields of what the strategy is made of.
/// </summary>
internal static class RepaintingIndicators
{
    /// <summary>Throws <see cref="StrategyConfigurationException"/> that names the field.</summary>
    public static void Refuse(Strategy strategy) => Search(strategy, strategy.GetType().Name, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Search(object holder, string path, HashSet<object> seen)
    {
        if (!seen.Add(holder))
            return;
        for (Type? type = holder.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Examine(field.FieldType, field.GetValue(holder), $"{path}.{field.Name}", seen);
        }
    }

    private static void Examine(Type declared, object? value, string path, HashSet<object> seen)
    {
        Type type = value?.GetType() ?? declared;
        Type?[] types = [declared, type, declared.GetElementType(), .. declared.GetGenericArguments()];
        if (types.Any(t => t?.IsAssignableTo(typeof(IRepaints)) == true))
            throw new StrategyConfigurationException($"{path}: {type.Name} repaints, so no strategy may use it");
        if (value is null || type.IsPrimitive || type.IsEnum || value is string or Pointer or Delegate)
            return;
        if (value is IEnumerable items && IsFramework(type))
        {
            foreach (object? item in items)
            {
                Examine(item?.GetType() ?? typeof(object), item, path, seen);
                if (item is ValueType)
                    break;
            }
        }
        else if (!IsFramework(type))
            Search(value, path, seen);
    }

    private static bool IsFramework(Type type) =>
        type.Namespace is nameof(System) || type.Namespace?.StartsWith($"{nameof(System)}.", StringComparison.Ordinal) == true;
}
