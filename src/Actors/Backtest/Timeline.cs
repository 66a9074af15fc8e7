using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>
/// Plays the tapes of all symbols, minute by minute, in virtual time: each trade reaches the venue and its market actor at its time, each candle is told when
/// it is known. What happens at one instant happens in this order: timers and orders that arrive, candles that become known, trades; the last
/// two in the order of their symbols.
/// <para>A minute inside which nothing can come of a trade is played in short: its trades are told to nobody. Then nobody looks at a price before
/// the next candle is told, which carries a newer one; so nothing that is decided differs.</para>
/// </summary>
internal sealed class Timeline(Stage stage, VenueCore venue, EquitySampler equity, TimeSpan candleLatency, TimelineOptions options)
{
    private const long Minute = 60_000_000;
    /// <summary>Candles between two looks at the world outside.</summary>
    private const int MostAtOnce = 1_000;

    private const long Never = long.MinValue;

    private Track[] _tracks = [];
    private readonly List<Track> _moving = [];
    private readonly ClosingQueue _closings = new();
    private readonly long _known = Minute + (long)candleLatency.TotalMicroseconds;
    private Step[] _steps = new Step[64];

    /// <summary>Candles played so far.</summary>
    public long Candles { get; private set; }

    /// <summary>When the newest minute ended.</summary>
    public Timestamp End { get; private set; }

    public void Add(Track track) => _tracks = [.. _tracks, track];

    /// <summary>
    /// Plays all that is left. Orders that the last candles decide do not arrive any more: no market is left to arrive at, unless it takes them no time.
    /// </summary>
    public void Play(Action<double> onProgress, CancellationToken cancellation)
    {
        long told = 0;
        while (NextOpen() is var open && open != long.MaxValue)
        {
            if (_tracks.Length == 1)
                PlayAlone(_tracks[0]);
            else
                PlayTogether(open);
            if (Candles - told < MostAtOnce)
                continue;
            told = Candles;
            cancellation.ThrowIfCancellationRequested();
            onProgress(_tracks.Average(t => t.Tape.Done));
        }
        cancellation.ThrowIfCancellationRequested();
        while (!_closings.IsEmpty)
            TellClosing();
    }

    private long NextOpen()
    {
        long earliest = long.MaxValue;
        foreach (Track track in _tracks)
            earliest = Math.Min(earliest, track.NextOpen);
        return earliest;
    }

    // Of one symbol, as many minutes in short as follow each other, then one at length.
    private void PlayAlone(Track track)
    {
        ReadOnlySpan<Candle> ahead = track.Tape.Ahead;
        ahead = ahead[..Math.Min(ahead.Length, MostAtOnce)];
        int taken = 0;
        long reached = Never;
        while (taken < ahead.Length)
        {
            ref readonly Candle candle = ref ahead[taken];
            TellClosings(candle.OpenTime.UnixMicros);
            if (candle.OpenTime >= equity.Next)
                Measure([new SymbolCandle(track.Number, candle)]);
            if (!PlayInShort(candle.OpenTime.UnixMicros, out reached))
                break;
            CloseInShort(track, candle);
            taken++;
        }
        track.Tape.Take(taken);
        if (taken == ahead.Length)
            return;
        _moving.Clear();
        _moving.Add(track);
        PlayAtLength(reached);
    }

    private void PlayTogether(long open)
    {
        _moving.Clear();
        foreach (Track track in _tracks)
        {
            if (track.NextOpen == open)
                _moving.Add(track);
        }
        TellClosings(open);
        if (open >= equity.Next.UnixMicros)
            Measure([.. _moving.Select(t => new SymbolCandle(t.Number, t.Tape.Ahead[0]))]);
        if (!PlayInShort(open, out long reached))
        {
            PlayAtLength(reached);
            return;
        }
        foreach (Track track in _moving)
        {
            CloseInShort(track, track.Tape.Ahead[0]);
            track.Tape.Take(1);
        }
    }

    // What was under way has arrived by then, and nothing of the minute has happened yet.
    private void Measure(ReadOnlySpan<SymbolCandle> minute)
    {
        stage.Advance(minute[0].Candle.OpenTime.UnixMicros);
        equity.Begin(minute);
    }

    // Tells what becomes known up to the minute's end; false as soon as trades matter, then the time that was reached.
    private bool PlayInShort(long open, out long reached)
    {
        reached = Never;
        long end = open + Minute;
        if (IsAwake(end))
            return false;
        while (!_closings.IsEmpty && _closings.First.OpenTime.UnixMicros + _known < end)
        {
            reached = _closings.First.OpenTime.UnixMicros + _known;
            TellClosing();
            if (IsAwake(end))
                return false;
        }
        return true;
    }

    private bool IsAwake(long end)
    {
        if (options.AlwaysAtLength || stage.NextDue <= end)
            return true;
        foreach (Track track in _tracks)
        {
            if (track.IsAwake || (options.MaySellAll && track.Holds))
                return true;
        }
        return false;
    }

    private void PlayAtLength(long reached)
    {
        int steps = Expand();
        for (int i = 0; i < steps; i++)
            Move(_steps[i], reached);
        foreach (Track track in _moving)
        {
            Close(track, track.Tape.Ahead[0]);
            track.Tape.Take(1);
        }
    }

    // Trades of several symbols come in the order of their times, and at the same time in the order of their symbols.
    private int Expand()
    {
        int steps = 0;
        foreach (Track track in _moving)
        {
            ReadOnlySpan<Trade> trades = track.Tape.Trades;
            if (steps + trades.Length > _steps.Length)
                Array.Resize(ref _steps, Math.Max(2 * _steps.Length, steps + trades.Length));
            for (int i = 0; i < trades.Length; i++)
                _steps[steps++] = new Step(track, trades[i], i);
        }
        if (_moving.Count > 1)
            _steps.AsSpan(0, steps).Sort(static (a, b) => a.CompareTo(b));
        return steps;
    }

    private void Move(in Step step, long reached)
    {
        long time = step.Trade.Time.UnixMicros;
        // Passed already, in short: only the price counts.
        if (time < reached)
        {
            venue.OnTrade(step.Track.VenueMarket, step.Trade);
            return;
        }
        TellClosings(time);
        stage.Advance(time);
        venue.OnTrade(step.Track.VenueMarket, step.Trade);
        stage.TellAt(time, step.Track.Market, MarketEvent.Of(step.Trade));
    }

    private void CloseInShort(Track track, in Candle candle)
    {
        venue.OnTrade(track.VenueMarket, new Trade(candle.OpenTime, candle.Close, Quantity.Zero, default, SequentialId: 0));
        Close(track, candle);
    }

    // The minute is over, and known a little later.
    private void Close(Track track, in Candle candle)
    {
        Candles++;
        End = new Timestamp(candle.OpenTime.UnixMicros + Minute);
        if (track.IsTraded)
            _closings.Add(candle, track);
    }

    private void TellClosings(long until)
    {
        while (!_closings.IsEmpty && _closings.First.OpenTime.UnixMicros + _known <= until)
            TellClosing();
    }

    private void TellClosing()
    {
        ref readonly Candle candle = ref _closings.First;
        ActorRef market = _closings.FirstTrack.Market;
        long known = candle.OpenTime.UnixMicros + _known;
        MarketEvent closed = MarketEvent.OfClosed(candle, 1);
        _closings.Remove();
        stage.TellAt(known, market, closed);
    }

    private readonly record struct Step(Track Track, Trade Trade, int Number) : IComparable<Step>
    {
        public int CompareTo(Step other) => Trade.Time != other.Trade.Time ? Trade.Time.CompareTo(other.Trade.Time)
            : Track.Number != other.Track.Number ? Track.Number - other.Track.Number
            : Number - other.Number;
    }
}

/// <summary>What a timeline has to look out for.</summary>
/// <param name="MaySellAll">True where a fall of the account's equity sells everything, at any symbol's candle and by the prices of the moment.</param>
/// <param name="AlwaysAtLength">True to play no minute in short.</param>
internal readonly record struct TimelineOptions(bool MaySellAll, bool AlwaysAtLength);

/// <summary>A candle of the symbol of that number.</summary>
internal readonly record struct SymbolCandle(int Symbol, Candle Candle);
