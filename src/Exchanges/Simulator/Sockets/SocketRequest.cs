using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>One type object of a request: what, of which markets (none: all), and whether now, from now on, or both.</summary>
internal sealed record SocketTopic(StreamKind Kind, string TypeName, IReadOnlyList<string> Codes, bool WantsSnapshot, bool WantsRealtime)
{
    /// <summary>A candle's length.</summary>
    public CandleUnit? Unit { get; init; }

    /// <summary>An order book's grouping; none groups nothing.</summary>
    public Price Level { get; init; }

    public bool IsPrivate => Kind is StreamKind.MyOrder or StreamKind.MyAsset or StreamKind.Announcement;

    /// <summary>Where its codes' wishes are kept: a place for each kind, and for each length of candles.</summary>
    public int Slot => SlotOf(Kind, Unit);

    public static int Slots { get; } = (int)StreamKind.Candle + CandleUnit.All.Count;

    public static int SlotOf(StreamKind kind, CandleUnit? unit = null)
    {
        for (int i = 0; unit is not null && i < CandleUnit.All.Count; i++)
        {
            if (CandleUnit.All[i] == unit)
                return (int)StreamKind.Candle + i;
        }
        return (int)kind;
    }
}

/// <summary>A request frame. <paramref name="Format"/> is null when it names none; a list request asks what is subscribed and changes only the format.</summary>
internal sealed record SocketRequest(string Ticket, IReadOnlyList<SocketTopic> Topics, WireFormat? Format, bool IsListRequest);
