using System.Buffers;
using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Journal;

/// <summary>An event of the size that trading has most of.</summary>
internal sealed record Fill(long TradeId, Price Price, Quantity Quantity, Money Fee);

/// <summary>Writes <see cref="Fill"/>s.</summary>
internal sealed class FillCodec : IEventCodec
{
    public (string Manifest, int Version) Encode(object @event, IBufferWriter<byte> writer)
    {
        var fill = (Fill)@event;
        var wire = new WireWriter(writer);
        wire.WriteLong(fill.TradeId);
        wire.WritePrice(fill.Price);
        wire.WriteQuantity(fill.Quantity);
        wire.WriteMoney(fill.Fee);
        return ("order.filled", 1);
    }

    public object Decode(string manifest, int version, ReadOnlySpan<byte> payload)
    {
        var wire = new WireReader(payload);
        return new Fill(wire.ReadLong(), wire.ReadPrice(), wire.ReadQuantity(), wire.ReadMoney());
    }
}
