using System.Text.Json;

namespace CoinPilot.Tests.Exchanges.Simulator;

/// <summary>Compares the keys and JSON types of an object with those documented, written <c>key:type key:type</c>; order is free.</summary>
internal static class Shape
{
    public static void Equal(string documented, JsonElement actual) => Assert.Equal(
        documented.Split(' ').Order(StringComparer.Ordinal),
        actual.EnumerateObject().Select(p => $"{p.Name}:{TypeOf(p.Value)}").Order(StringComparer.Ordinal));

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind kind => kind.ToString().ToLowerInvariant(),
    };
}
