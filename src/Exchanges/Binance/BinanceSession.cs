using System.Text.Json;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>
/// One call of <see cref="BinanceMarketData.StreamAsync"/>: a combined stream of trades and candles, made anew whenever it ends. On each connection the candles
/// that stream in wait until those missed have been fetched. The gate keeps the sink to one caller.
/// </summary>
internal sealed class BinanceSession
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly BinanceRest _rest;
    private readonly BinanceOptions _options;
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly IMarketDataSink _sink;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly KlineOrder[] _candles;
    private readonly long[] _lastTrade;

    public BinanceSession(BinanceRest rest, IReadOnlyList<Symbol> symbols, IReadOnlyList<Timestamp> after, IMarketDataSink sink)
    {
        (_rest, _options, _symbols, _sink) = (rest, rest.Options, symbols, sink);
        _lastTrade = new long[symbols.Count];
        _candles = [.. after.Select((time, symbol) => new KlineOrder(time, candle => _sink.OnClosedCandle(symbol, candle, 1)))];
        for (int i = 0; i < symbols.Count; i++)
            _numbers.Add(BinanceSymbol.ToVenue(symbols[i]), i);
    }

    private Uri Address
    {
        get
        {
            IEnumerable<string> streams = _symbols.Select(BinanceSymbol.ToStream).SelectMany(s => new[] { $"{s}@trade", $"{s}@kline_1m" });
            return new Uri(_options.SocketBase, "/stream?streams=" + string.Join('/', streams));
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (int failures = 0; !cancellation.IsCancellationRequested; failures++)
        {
            Tell(ConnectionState.Connecting, _options.SocketBase.ToString());
            BinanceSocket socket = new(_options, Address);
            string reason = await socket.RunAsync(OpenedAsync, OnFrame, cancellation);
            _rest.Counters.Add(BinanceCount.Disconnects);
            if (socket.HasWorked)
                failures = 0;
            Tell(ConnectionState.Disconnected, cancellation.IsCancellationRequested ? "stopped" : reason);
            await PauseAsync(failures, cancellation);
        }
    }

    /// <summary>Fetches what was missed; runs beside the reading of the socket, and ends with it.</summary>
    private async Task OpenedAsync(CancellationToken connection)
    {
        _rest.Counters.Add(BinanceCount.Connects);
        lock (_gate)
        {
            foreach (KlineOrder candles in _candles)
                candles.Hold();
        }
        for (int i = 0; i < _symbols.Count; i++)
            await BackfillAsync(i, connection);
        Tell(ConnectionState.Connected, $"{_symbols.Count} symbols");
    }

    private async Task BackfillAsync(int symbol, CancellationToken connection)
    {
        for (int failures = 0; ; failures++)
        {
            try
            {
                (List<BinanceKline> missed, Timestamp over) = await FetchMissedAsync(symbol, connection);
                lock (_gate)
                {
                    if (_candles[symbol].Release(missed, over))
                        return;
                    _candles[symbol].Hold();
                }
            }
            catch (HttpRequestException failed)
            {
                _rest.Counters.Add(BinanceCount.BackfillFailures);
                _options.Log($"candles of {_symbols[symbol]} not fetched, trying again: {failed.Message}");
            }
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(failures, 5))), _options.Time, connection);
        }
    }

    private async Task<(List<BinanceKline> Missed, Timestamp Over)> FetchMissedAsync(int symbol, CancellationToken cancellation)
    {
        Timestamp end;
        // Just after a minute has ended, its candle is neither final in REST nor sure to come over the stream.
        for (Timestamp now; (end = ((now = await _rest.GetTimeAsync(cancellation)) - _options.FinalDelay).FloorTo(Minute)) != now.FloorTo(Minute);)
            await Task.Delay(_options.FinalDelay, _options.Time, cancellation);
        List<BinanceKline> missed = [];
        Timestamp through = _candles[symbol].Through;
        while (through.IsSet && through + Minute < end)
        {
            BinanceKline[] page = await _rest.GetKlinesAsync(_symbols[symbol], (through + Minute).FloorTo(Minute), end, cancellation);
            if (page.Length == 0)
                break;
            missed.AddRange(page);
            through = page[^1].Candle.OpenTime;
        }
        return (missed, end - Minute);
    }

    /// <summary>False asks for a new connection.</summary>
    private bool OnFrame(ReadOnlyMemory<byte> frame)
    {
        _rest.Counters.Add(BinanceCount.Frames);
        try
        {
            using JsonDocument json = JsonDocument.Parse(frame);
            JsonElement data = json.RootElement.TryGetProperty("data", out JsonElement inner) ? inner : json.RootElement;
            lock (_gate)
                return Handle(data);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            _rest.Counters.Add(BinanceCount.MalformedFrames);
            return true;
        }
    }

    private bool Handle(JsonElement data)
    {
        string? kind = data.TryGetProperty("e", out JsonElement e) ? e.GetString() : null;
        if (kind == "serverShutdown")
            return false;
        if (kind is not ("trade" or "kline") || !_numbers.TryGetValue(data.GetProperty("s").GetString()!, out int symbol))
        {
            _rest.Counters.Add(BinanceCount.UnknownEvents);
            return true;
        }
        if (kind == "trade")
        {
            OnTrade(symbol, BinanceText.ReadTrade(data));
            return true;
        }
        BinanceKline kline = BinanceText.ReadKlineEvent(data.GetProperty("k"));
        if (!kline.IsClosed)
            return true;
        _rest.Counters.Add(BinanceCount.Candles);
        bool inOrder = _candles[symbol].OnClosed(kline);
        if (!inOrder)
            _rest.Counters.Add(BinanceCount.Holes);
        return inOrder;
    }

    private void OnTrade(int symbol, in Trade trade)
    {
        if (trade.SequentialId <= _lastTrade[symbol])
        {
            _rest.Counters.Add(BinanceCount.RepeatedTrades);
            return;
        }
        _lastTrade[symbol] = trade.SequentialId;
        _rest.Counters.Add(BinanceCount.Trades);
        _sink.OnTrade(symbol, trade);
    }

    private void Tell(ConnectionState state, string detail)
    {
        lock (_gate)
            _sink.OnConnection(state, detail);
    }

    // Half of the wait is fixed, half is spread.
    private async Task PauseAsync(int failures, CancellationToken cancellation)
    {
        double wait = Math.Min(_options.LongestBackoff.TotalMilliseconds, _options.FirstBackoff.TotalMilliseconds * Math.Pow(2, Math.Min(failures, 16)));
        await Task.Delay(TimeSpan.FromMilliseconds(wait * (0.5 + _options.Jitter() / 2)), _options.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
