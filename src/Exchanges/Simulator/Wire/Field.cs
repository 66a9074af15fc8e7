using System.Text.Json;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A key by its DEFAULT and its SIMPLE name.</summary>
internal sealed class Field(string name, string brief)
{
    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);

    public JsonEncodedText Brief { get; } = JsonEncodedText.Encode(brief);
}
