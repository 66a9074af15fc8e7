using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using CoinPilot.Actors.Wire;
using CoinPilot.Clustering.Engine;

namespace CoinPilot.Clustering.Wire;

/// <summary>
/// Writes what actors of different nodes say to each other with the project's own codec: by manifest and version, never by a type's name. The
/// version stands before the payload.
/// </summary>
public sealed class ActorMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string MarketManifest = "market";

    private static readonly MessageCodec Codec = new();
    private static readonly Dictionary<Type, string> ManifestOf = Codec.Schemas.ToDictionary(s => s.Type, s => s.Manifest);

    /// <summary>Binds the messages that have a schema to this serializer, and everything that nobody bound to none.</summary>
    public static Config Settings { get; } = ConfigurationFactory.ParseString($$"""
        akka.actor {
            serializers {
                coinpilot-message = "{{typeof(ActorMessageSerializer).AssemblyQualifiedName}}"
                json = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
            }
            serialization-bindings {
                "System.Object" = json
                {{string.Join("\n", ManifestOf.Keys.Append(typeof(MarketMessage)).Select(t => $"\"{t.AssemblyQualifiedName}\" = coinpilot-message"))}}
            }
        }
        """);

    /// <inheritdoc/>
    public override int Identifier => 4308;

    /// <inheritdoc/>
    public override string Manifest(object o) => o is MarketMessage ? MarketManifest : ManifestOf[o.GetType()];

    /// <inheritdoc/>
    /// <remarks>One whose values have no place in the schema is counted as a dead letter; any other exception would end the connection.</remarks>
    public override byte[] ToBinary(object obj)
    {
        try
        {
            return Write(obj);
        }
        catch (Exception e)
        {
            EngineLink.Of(system).CountRefused(obj.GetType().Name);
            throw new SerializationException($"{obj.GetType().Name} cannot be written: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A message that this build does not know, or cannot read, is counted as a dead letter of its manifest.</remarks>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            WireReader reader = new(bytes);
            int version = reader.ReadInt();
            ReadOnlySpan<byte> payload = bytes.AsSpan(reader.Position);
            if (manifest != MarketManifest)
                return Codec.Decode(manifest, version, payload);
            return version == 1 ? new MarketMessage(MarketFields.Read(payload)) : throw new UnknownManifestException(manifest, version);
        }
        catch (Exception e) when (e is FormatException or UnknownManifestException)
        {
            EngineLink.Of(system).CountRefused(manifest);
            throw;
        }
    }

    private static byte[] Write(object message)
    {
        ArrayBufferWriter<byte> payload = new();
        int version = 1;
        if (message is MarketMessage market)
            MarketFields.Write(market.Market, payload);
        else
            (_, version) = Codec.Encode(message, payload);
        ArrayBufferWriter<byte> bytes = new(payload.WrittenCount + 1);
        WireWriter writer = new(bytes);
        writer.WriteInt(version);
        writer.WriteRaw(payload.WrittenSpan);
        return bytes.WrittenSpan.ToArray();
    }
}
