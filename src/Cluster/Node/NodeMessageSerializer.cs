using System.Buffers;
using System.Globalization;
using Akka.Actor;
using Akka.Serialization;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Clustering.Node;

/// <summary>Writes what nodes tell one another besides the messages of actors, by manifest.</summary>
internal sealed class NodeMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4309;

    public override string Manifest(object o) => o switch
    {
        Wake => "wake",
        ApiCall => "api-call",
        ApiAnswer => "api-answer",
        _ => throw new ArgumentException($"no message between nodes: {o.GetType().Name}", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Wake wake => Write(wake.Symbol, ""),
        ApiCall call => Write(call.Method, call.Path),
        ApiAnswer answer => Write(answer.Status.ToString(CultureInfo.InvariantCulture), answer.Body),
        _ => throw new ArgumentException($"no message between nodes: {obj.GetType().Name}", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        WireReader reader = new(bytes);
        string first = reader.ReadString();
        string second = reader.ReadString();
        reader.ExpectEnd();
        return manifest switch
        {
            "wake" => new Wake(first),
            "api-call" => new ApiCall(first, second),
            "api-answer" => new ApiAnswer(int.Parse(first, CultureInfo.InvariantCulture), second),
            _ => throw new UnknownManifestException(manifest, 1),
        };
    }

    private static byte[] Write(string first, string second)
    {
        ArrayBufferWriter<byte> buffer = new();
        WireWriter writer = new(buffer);
        writer.WriteString(first);
        writer.WriteString(second);
        return buffer.WrittenSpan.ToArray();
    }
}
