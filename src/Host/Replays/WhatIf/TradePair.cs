using CoinPilot.Values;

namespace CoinPilot.App.Replays.WhatIf;

/// <summary>How a trade of one side stands to the other side's.</summary>
internal enum TradeMatch { Same, Changed, OnlyRecorded, OnlyReplayed }

/// <summary>A trade of both sides, or of one.</summary>
internal sealed record TradePair(TradeMatch Match, ReplayedTrade? Recorded, ReplayedTrade? Replayed)
{
    public ReplayedTrade Either => Recorded ?? Replayed ?? throw new InvalidOperationException("a pair of nothing");

    /// <summary>Pairs trades of one strategy and symbol that were opened within this time of each other.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>The trades of both sides, paired, in the order in which they were opened.</summary>
    public static IReadOnlyList<TradePair> Of(IReadOnlyList<ReplayedTrade> recorded, IReadOnlyList<ReplayedTrade> replayed)
    {
        List<TradePair> pairs = [];
        ILookup<(Symbol, string), ReplayedTrade> theirs = replayed.ToLookup(t => (t.Symbol, t.Strategy));
        ILookup<(Symbol, string), ReplayedTrade> ours = recorded.ToLookup(t => (t.Symbol, t.Strategy));
        foreach ((Symbol, string) key in ours.Select(g => g.Key).Union(theirs.Select(g => g.Key)))
            Pair(new Queue<ReplayedTrade>(ours[key]), new Queue<ReplayedTrade>(theirs[key]), pairs);
        return [.. pairs.OrderBy(p => p.Either.OpenedAt).ThenBy(p => p.Either.Symbol).ThenBy(p => p.Either.Strategy, StringComparer.Ordinal)];
    }

    private static void Pair(Queue<ReplayedTrade> recorded, Queue<ReplayedTrade> replayed, List<TradePair> pairs)
    {
        while (recorded.Count > 0 && replayed.Count > 0)
        {
            TimeSpan apart = recorded.Peek().OpenedAt - replayed.Peek().OpenedAt;
            if (apart.Duration() <= Tolerance)
            {
                (ReplayedTrade then, ReplayedTrade now) = (recorded.Dequeue(), replayed.Dequeue());
                pairs.Add(new TradePair(then.IsLike(now) ? TradeMatch.Same : TradeMatch.Changed, then, now));
            }
            else if (apart < TimeSpan.Zero)
                pairs.Add(new TradePair(TradeMatch.OnlyRecorded, recorded.Dequeue(), null));
            else
                pairs.Add(new TradePair(TradeMatch.OnlyReplayed, null, replayed.Dequeue()));
        }
        pairs.AddRange(recorded.Select(t => new TradePair(TradeMatch.OnlyRecorded, t, null)));
        pairs.AddRange(replayed.Select(t => new TradePair(TradeMatch.OnlyReplayed, null, t)));
    }
}
