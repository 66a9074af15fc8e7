using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Positions;

namespace CoinPilot.Tests.Backtest;

/// <summary>The real codec, keeping every event that a backtest hashes.</summary>
internal sealed class RecordingCodec : IEventCodec
{
    private readonly EventCodec _codec = new();

    public List<IPositionEvent> Events { get; } = [];

    public (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer)
    {
        Events.Add((IPositionEvent)@event);
        return _codec.Encode(@event, writer);
    }

    public object Decode(string manifest, int version, ReadOnlySpan<byte> payload) => _codec.Decode(manifest, version, payload);
}
