using System.Buffers;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Tests.Architecture;

namespace CoinPilot.Tests.Wire;

/// <summary>What may go from node to node has a schema whose bytes do not change; what may not is named here with its reason.</summary>
public sealed class MessageCodecTests
{
    // A symbol's own actors, its feed and its exchange are on one node.
    private static readonly Type[] WithinASymbol =
    [
        typeof(SubscribeMarket), typeof(WarmUp), typeof(MarketStatus), typeof(SubmitOrder), typeof(SubmitReplacement), typeof(CancelOrder), typeof(LookUpOrder),
        typeof(JoinStrategy), typeof(PlaceOrder), typeof(ChangePosition), typeof(DeadlineDue), typeof(LookUpDue), typeof(ResendDue), typeof(AbandonStrategy),
        typeof(BookSnapshot), typeof(PositionChanged), typeof(StrategyPosition), typeof(OrderDenied), typeof(IntentTimedOut), typeof(PositionRestarted),
        typeof(StrategyStatus), typeof(Signal), typeof(SymbolRefs),
    ];

    // No messages: what others are made of.
    private static readonly Type[] Parts =
        [typeof(SymbolSetup), typeof(PositionLinks), typeof(PortfolioOptions), typeof(SymbolSnapshot), typeof(CountedDenial), typeof(StrategyDecision)];

    private readonly MessageCodec _codec = new();

    private static string[] Lines =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Actors", "Wire", "golden", "messages.txt")).Where(l => !l.StartsWith('#'))];

    // What an actor tells itself is internal to its file.
    [Fact]
    public void Messages_OfTheTradingActors_EachHaveASchemaOrStayWithTheirSymbol()
    {
        Type[] records = [.. typeof(PositionActor).Assembly.GetExportedTypes()
            .Where(t => t.Namespace == typeof(PositionActor).Namespace && !t.IsValueType && t.GetMethod("<Clone>$") is not null)];
        Type[] covered = [.. _codec.Schemas.Select(s => s.Type).Where(t => t.Namespace == typeof(PositionActor).Namespace)];

        Assert.True(records.Length > 50, $"only {records.Length} found");
        Assert.Equal(
            records.Select(t => t.Name).Order(StringComparer.Ordinal),
            covered.Concat(WithinASymbol).Concat(Parts).Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schemas_OfTheDialogue_EachHaveASample() => Assert.Empty(
        _codec.Schemas.Select(s => s.Type).Except(new InputCodec().Schemas.Select(s => s.Type)).Except(MessageSamples.All.Select(s => s.GetType())));

    [Fact]
    public void Samples_WrittenAndRead_AreEqual() => Assert.All(MessageSamples.All, sample =>
    {
        ArrayBufferWriter<byte> bytes = new();
        (string manifest, int version) = _codec.Encode(sample, bytes);
        Assert.Equal(sample, _codec.Decode(manifest, version, bytes.WrittenSpan));
    });

    [Fact]
    public void Encoder_OfToday_WritesTheGoldenBytes() =>
        Assert.Equal(string.Join('\n', Lines), string.Join('\n', MessageSamples.All.Select(Line)));

    [Fact]
    public void Decoder_OfToday_ReadsTheGoldenBytes() => Assert.Equal(MessageSamples.All, Lines.Select(line =>
    {
        string[] parts = line.Split(' ');
        return _codec.Decode(parts[0], int.Parse(parts[1]), Convert.FromHexString(parts[2]));
    }));

    [Fact]
    public void Payload_CutOffAnywhere_IsRefused() => Assert.All(MessageSamples.All, sample =>
    {
        ArrayBufferWriter<byte> bytes = new();
        (string manifest, int version) = _codec.Encode(sample, bytes);
        for (int length = 0; length < bytes.WrittenCount; length++)
            Assert.Throws<FormatException>(() => _codec.Decode(manifest, version, bytes.WrittenSpan[..length]));
    });

    private string Line(object message)
    {
        ArrayBufferWriter<byte> bytes = new();
        (string manifest, int version) = _codec.Encode(message, bytes);
        return $"{manifest} {version} {Convert.ToHexStringLower(bytes.WrittenSpan)}";
    }
}
