using Akka.Actor;
using Akka.Serialization;

namespace CoinPilot.Clustering.Persistence;

/// <summary>
/// Puts our bytes and our manifests into the tables' columns as they are. The number stands in every row that the in-process journal
/// writes, too.
/// </summary>
public sealed class StoredPayloadSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 4307;

    /// <inheritdoc/>
    public override string Manifest(object o) => Of(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Of(obj).Bytes;

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => new StoredPayload(manifest, bytes);

    private static StoredPayload Of(object payload) =>
        payload as StoredPayload ?? throw new ArgumentException($"{payload.GetType().Name} is not what the journal stores", nameof(payload));
}
