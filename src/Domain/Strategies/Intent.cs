using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>What a strategy wants; risk decides whether and how much. Withdrawing and amending concern its orders of the intent's tag.</summary>
public enum IntentKind : byte { Enter = 1, Exit = 2, Withdraw = 3, Amend = 4 }

/// <summary>A wish to trade. <paramref name="Reason"/> says in one line why.</summary>
public sealed record Intent(IntentKind Kind, string Reason)
{
    /// <summary>The conditions that it rests on, with their figures; kept in the journal with the order.</summary>
    public ValueList<Condition> Conditions { get; init; } = ValueList<Condition>.Empty;

    /// <summary>By which order; plain is a market order of the standard size, or of all that is held.</summary>
    public IntentTerms Terms { get; init; } = IntentTerms.Plain;
}

/// <summary>By which order an intent is carried out.</summary>
public sealed record IntentTerms
{
    /// <summary>How long an entry at a limit may stay unfilled unless it says otherwise.</summary>
    public static readonly TimeSpan EntryLife = TimeSpan.FromMinutes(10);

    public static IntentTerms Plain { get; } = new();

    /// <summary>The strategy's own name for the order, unique among those that have not ended. A plain order has none and is the only one.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The share of the standard size that an entry spends, of the holding that an exit sells; above 0, at most 1, to four places.</summary>
    public decimal Share { get; init; } = 1m;

    /// <summary>The percentage of reference equity that an entry spends instead of the standard size, which it never exceeds; 0 for the standard size. To two places.</summary>
    public decimal EquityPercent { get; init; }

    /// <summary>What an entry spends instead of the standard size, which it never exceeds; zero for the standard size.</summary>
    public Money Funds { get; init; }

    /// <summary>What an exit sells instead of a share, cut to what is held; zero for the share.</summary>
    public Quantity Quantity { get; init; }

    /// <summary>The limit price, on the tick; none for a market order. An amendment's new price.</summary>
    public Price Limit { get; init; }

    public TimeInForce TimeInForce { get; init; }

    /// <summary>What the order waits for before it is sent.</summary>
    public Trigger Trigger { get; init; }

    /// <summary>Good till date, from now; null: <see cref="EntryLife"/> for an entry at a limit without a tag, for ever otherwise.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>How long the order may stay unfilled, from its trigger on, until a market order takes its place; zero for ever.</summary>
    public TimeSpan EscalatesAfter { get; init; }

    /// <summary>Orders of one group cancel each other; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>What guards an entry as it fills.</summary>
    public Bracket Bracket { get; init; }

    /// <summary>What the order is held to when it is decided at <paramref name="now"/>. An exit never sells more than is held.</summary>
    public OrderConditions ConditionsAt(Timestamp now, bool isExit)
    {
        if (this == Plain)
            return OrderConditions.None;
        bool isBriefEntry = !isExit && Limit.IsSet && Tag.Length == 0 && !Trigger.IsSet;
        TimeSpan? life = ExpiresAfter ?? (isBriefEntry ? EntryLife : null);
        return OrderConditions.None with
        {
            Tag = Tag,
            ReduceOnly = isExit,
            ExpiresAt = life is { } expires ? now + expires : Timestamp.None,
            EscalatesAfter = EscalatesAfter,
            Trigger = Trigger,
            Group = Group,
            Bracket = Bracket,
        };
    }
}
