using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// A trading strategy for one symbol: its own state, no clock, no I/O. It states conditions, not edges, for its exits,
/// so that an exit which failed is asked for again. It must not allocate unless it returns an intent or remembers something.
/// </summary>
public abstract class Strategy
{
    /// <summary>True when <see cref="OnTick"/> is needed; candles always come.</summary>
    public virtual bool WantsTicks => false;

    /// <summary>Minutes of one-minute candles to fold before the first intent; at least twice the longest of <see cref="BarSizes"/>, less one.</summary>
    public abstract int WarmUpMinutes { get; }

    /// <summary>The longer bars that <see cref="OnBar"/> is to be told of; none unless it says so. Does not change.</summary>
    public virtual IReadOnlyList<BarSize> BarSizes => [];

    /// <summary>How often <see cref="OnTimer"/> comes: whole seconds that divide a day; null for never. Does not change.</summary>
    public virtual TimeSpan? TimerPeriod => null;

    /// <summary>The version of what <see cref="Save"/> writes, from 1, raised with every change of it; 0 for a strategy that history alone brings back.</summary>
    public virtual int StateVersion => 0;

    /// <summary>True once <see cref="Remember"/> was called and nothing has been saved since.</summary>
    public bool HasChanged { get; internal set; }

    /// <summary>A one-minute candle closed. During warm-up the intent is thrown away.</summary>
    public abstract Intent? OnCandle(in Candle candle, in StrategyView view);

    /// <summary>A bar of one of <see cref="BarSizes"/> closed. During warm-up the intent is thrown away.</summary>
    public virtual Intent? OnBar(BarSize size, in Candle bar, in StrategyView view) => null;

    /// <summary>A trade of the market happened.</summary>
    public virtual Intent? OnTick(in Trade trade, in StrategyView view) => null;

    /// <summary>
    /// One of its orders was filled, in part or whole: told once for each fill, restarts included where state is saved, before <see cref="OnChange"/>. The view
    /// is that after the last of the fills that came together. An intent is dropped while another is under way, so what is to be done later is
    /// remembered here and asked for in <see cref="OnChange"/>.
    /// </summary>
    public virtual Intent? OnFill(in Fill fill, in StrategyView view) => null;

    /// <summary>
    /// A <see cref="TimerPeriod"/> has passed: at its UTC boundaries, so that a period of a day comes at 00:00 UTC. At a boundary it comes before the
    /// candle that ends there. What passed while the system was down is not made up for.
    /// </summary>
    public virtual Intent? OnTimer(Timestamp now, in StrategyView view) => null;

    /// <summary>
    /// Its position or one of its orders changed: a fill, an end, an order that is placed now. Asked again after each intent that was carried
    /// out, so that a strategy of many orders need not wait for the market to place them; a bounded number of times between two events of it.
    /// </summary>
    public virtual Intent? OnChange(in StrategyView view) => null;

    /// <summary>Writes what history cannot give back. Called after <see cref="Remember"/>, never otherwise but at the first start.</summary>
    public virtual void Save(StateWriter state)
    {
    }

    /// <summary>
    /// Takes back what <see cref="Save"/> wrote, all of it, in any version up to <see cref="StateVersion"/>. Called between the candles of the warm-up: after
    /// those that were known when it was saved, before those that came later. Parameters may differ from those that it was saved under.
    /// </summary>
    public virtual void Load(StateReader state)
    {
    }

    /// <summary>
    /// The conditions of the next decision as they stand now, those that hold and those that do not: of leaving while long, of entering while flat.
    /// Called when somebody asks, so it may allocate; empty while nothing is known yet.
    /// </summary>
    public virtual ValueList<Condition> Explain(in StrategyView view) => ValueList<Condition>.Empty;

    /// <summary>To be called when anything that <see cref="Save"/> writes has changed: it is journaled before what was decided goes out.</summary>
    protected void Remember() => HasChanged = true;
}
