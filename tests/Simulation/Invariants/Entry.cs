using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>One entry on its way from the question to the portfolio to the journal. Times but <see cref="Since"/> are by its node's clock.</summary>
internal sealed class Entry(Symbol symbol, int process, Timestamp askedAt, Timestamp since)
{
    public Symbol Symbol => symbol;

    /// <summary>The process that asked, and alone can use what it is granted.</summary>
    public int Process => process;

    public Timestamp AskedAt => askedAt;

    /// <summary>What the portfolio granted; zero before.</summary>
    public Money Funds { get; set; }

    /// <summary>When it was asked for, or allowed, by the world's clock.</summary>
    public Timestamp Since { get; set; } = since;

    /// <summary>When risk let it pass; none before.</summary>
    public Timestamp AllowedAt { get; set; } = Timestamp.None;

    /// <summary>True once its asker cannot use it any more.</summary>
    public bool IsGivenBack { get; set; }

    /// <summary>The order that came of it.</summary>
    public ClientOrderId OrderId { get; set; }

    /// <summary>That order's first event's number in the symbol's journal; 0 before.</summary>
    public long Sequence { get; set; }

    public bool IsGranted => !Funds.IsZero;
}
