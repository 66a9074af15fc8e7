using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Runs;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Wire;

public sealed class EventCodecTests
{
    private const ulong Seed = 20250901;
    private readonly EventCodec _codec = new();

    /// <summary>Found by reflection, so that an event nobody wrote a schema for fails here.</summary>
    public static TheoryData<Type> EventTypes =>
        [.. typeof(IPositionEvent).Assembly.GetTypes()
            .Where(t => !t.IsInterface && (t.IsAssignableTo(typeof(IPositionEvent)) || t.IsAssignableTo(typeof(IPortfolioEvent)) || t.IsAssignableTo(typeof(IStrategyEvent))
                || t.IsAssignableTo(typeof(IRunEvent))))
            .OrderBy(t => t.Name, StringComparer.Ordinal)];

    [Fact]
    public void Schemas_TogetherWithTheEventTypes_CoverEachOther()
    {
        Assert.Equal(45, EventTypes.Count);
        Assert.Equal(
            EventTypes.Select(t => t.Data.Name).Order(StringComparer.Ordinal),
            _codec.Schemas.Select(s => s.Type.Name).Order(StringComparer.Ordinal));
        Assert.Equal(_codec.Schemas.Count(), _codec.Schemas.Select(s => s.Manifest).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Event_EncodedAndDecoded_IsTheSame(Type type)
    {
        EventGenerator events = new(Seed);
        for (int i = 0; i < 500; i++)
        {
            object before = events.Next(type);
            (string manifest, int version, byte[] payload) = Encode(before);
            object after = _codec.Decode(manifest, version, payload);

            Assert.True(before.Equals(after), $"{Convert.ToHexStringLower(payload)} came back as another {type.Name}; seed {Seed}, number {i}");
            Assert.Equal(payload, Encode(after).Payload);
        }
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Payload_Mutated_IsRefusedOrIsTheOnlyEncodingOfWhatItSays(Type type)
    {
        EventGenerator events = new(Seed);
        SeededRandom random = new(Seed);
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            (string manifest, int version, byte[] payload) = Encode(events.Next(type));
            byte[] mutated = Mutate(payload, random);
            object decoded;
            try
            {
                decoded = _codec.Decode(manifest, version, mutated);
            }
            catch (FormatException)
            {
                refused++;
                continue;
            }
            Assert.True(
                mutated.AsSpan().SequenceEqual(Encode(decoded).Payload),
                $"{Convert.ToHexStringLower(mutated)} was read as a {type.Name} that is written otherwise; seed {Seed}, number {i}");
            AssertEnumsAreDefined(decoded, $"seed {Seed}, number {i}");
        }
        Assert.InRange(refused, 100, 2000);
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Payload_CutOffAnywhere_IsRefused(Type type)
    {
        (string manifest, int version, byte[] payload) = Encode(new EventGenerator(3).Next(type));
        for (int length = 0; length < Math.Min(payload.Length, 300); length++)
            Assert.Throws<FormatException>(() => _codec.Decode(manifest, version, payload.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => _codec.Decode(manifest, version, [.. payload, 0]));
    }

    [Theory]
    [InlineData("order-teleported", 1)]
    [InlineData("order-submitted", 2)]
    [InlineData("order-submitted", 0)]
    [InlineData("order-submitted", -1)]
    [InlineData("", 1)]
    public void Decode_OfAnUnknownManifestOrVersion_NamesIt(string manifest, int version)
    {
        UnknownManifestException error = Assert.Throws<UnknownManifestException>(() => _codec.Decode(manifest, version, [0]));

        Assert.Equal((manifest, version), (error.Manifest, error.SchemaVersion));
        Assert.Contains($"'{manifest}' version {version}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_OfATypeWithoutASchema_NamesIt()
    {
        UnknownManifestException error = Assert.Throws<UnknownManifestException>(() => Encode(new object()));

        Assert.Equal("Object", error.Manifest);
    }

    private (string Manifest, int Version, byte[] Payload) Encode(object @event)
    {
        ArrayBufferWriter<byte> bytes = new();
        (string manifest, int version) = _codec.Encode(@event, bytes);
        return (manifest, version, bytes.WrittenSpan.ToArray());
    }

    private static byte[] Mutate(byte[] payload, SeededRandom random)
    {
        List<byte> bytes = [.. payload];
        for (int n = 1 + random.NextInt(3); n > 0; n--)
        {
            int at = random.NextInt(Math.Min(bytes.Count, 40) + 1);
            switch (random.NextInt(4))
            {
                case 0:
                    bytes.Insert(at, (byte)random.NextInt(256));
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.NextInt(8));
                    break;
                default:
                    if (at < bytes.Count)
                        bytes[at] = (byte)random.NextInt(256);
                    break;
            }
        }
        return [.. bytes];
    }

    private static void AssertEnumsAreDefined(object @event, string where)
    {
        foreach (object? value in @event.GetType().GetProperties().Where(p => p.PropertyType.IsEnum).Select(p => p.GetValue(@event)))
            Assert.True(Enum.IsDefined(value!.GetType(), value), $"{value} is no {value.GetType().Name}; {where}");
    }
}
