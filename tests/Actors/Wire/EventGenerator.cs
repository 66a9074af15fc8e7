using System.Reflection;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Wire;

/// <summary>Makes events of any type from their constructors' parameters, extremes included; the same seed makes the same events.</summary>
internal sealed class EventGenerator(ulong seed)
{
    private static readonly string[] Texts =
        ["", "a", "KRW-BTC", "가격이 올랐다", "🚀\u0000\n", new string('x', 127), new string('é', 5000)];

    private static readonly Int128[] Wide =
        [0, 1, -1, 63, 64, -64, -65, long.MaxValue, long.MinValue, (Int128)long.MaxValue + 1, Int128.MaxValue, Int128.MinValue];

    private readonly SeededRandom _random = new(seed);

    public object Next(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object made = constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType))]);
        string[] given = [.. constructor.GetParameters().Select(p => p.Name!)];
        foreach (PropertyInfo added in type.GetProperties().Where(p => p.CanWrite && type.IsClass && !given.Contains(p.Name)))
            added.SetValue(made, Value(added.PropertyType));
        return made;
    }

    private object Value(Type type)
    {
        if (type == typeof(string))
            return Pick(Texts);
        if (type == typeof(long))
            return (long)Number();
        if (type == typeof(Int128))
            return Number();
        if (type == typeof(int))
            return (int)Number();
        if (type == typeof(double))
            return Pick([0.0, -0.0, 1.25, -1e300, double.Epsilon, double.PositiveInfinity, double.NaN]);
        if (type == typeof(bool))
            return _random.NextInt(2) == 0;
        if (type == typeof(TimeSpan))
            return TimeSpan.FromMicroseconds((long)Number() % 1_000_000_000_000);
        if (type == typeof(ClientOrderId))
            return new ClientOrderId(Pick(Texts));
        if (type == typeof(Symbol))
            return Pick([default, Symbol.Parse("KRW-BTC"), Symbol.Parse("USDT-1INCH")]);
        if (type == typeof(Price))
            return new Price((long)Number() & long.MaxValue);
        if (type == typeof(Quantity))
            return Quantity.FromUnits(Number() & Int128.MaxValue);
        if (type == typeof(Money))
            return new Money(Number());
        if (type == typeof(Timestamp))
            return new Timestamp((long)Number());
        if (type.IsEnum)
            return Pick([.. Enum.GetValues(type).Cast<object>()]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
            return List(type);
        return Next(type);
    }

    private object List(Type type)
    {
        Type item = type.GetGenericArguments()[0];
        object list = type.GetProperty(nameof(ValueList<>.Empty))!.GetValue(null)!;
        MethodInfo add = type.GetMethod(nameof(ValueList<>.Add))!;
        for (int i = _random.NextInt(4); i > 0; i--)
            list = add.Invoke(list, [Value(item)])!;
        return list;
    }

    private Int128 Number() => _random.NextInt(3) switch
    {
        0 => Pick(Wide),
        1 => _random.NextInt(100_000),
        _ => new Int128(_random.NextULong(), _random.NextULong()) >> _random.NextInt(128),
    };

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.NextInt(items.Count)];
}
