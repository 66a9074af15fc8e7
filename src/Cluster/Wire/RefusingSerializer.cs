using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using CoinPilot.Clustering.Engine;

namespace CoinPilot.Clustering.Wire;

/// <summary>
/// Stands where Akka's serializer for any object would: what has no schema of ours or of Akka's own does not leave the process, and nothing
/// is read by a type's name. Either is counted as a dead letter, and the connection lives on.
/// </summary>
public sealed class RefusingSerializer : Serializer
{
    // Akka's JSON, so that what another program sends as that is refused here.
    private const int Json = 1;

    /// <param name="system">Whose engine counts.</param>
    /// <param name="_">What Akka's serializer of that name would be configured with.</param>
    public RefusingSerializer(ExtendedActorSystem system, Config _)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => Json;

    /// <inheritdoc/>
    public override bool IncludeManifest => true;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        EngineLink.Of(system).CountRefused(obj.GetType().Name);
        throw new SerializationException($"{obj.GetType()} has no schema and cannot leave this node");
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type)
    {
        EngineLink.Of(system).CountRefused(type.Name);
        throw new SerializationException($"{type} came without a schema");
    }
}
