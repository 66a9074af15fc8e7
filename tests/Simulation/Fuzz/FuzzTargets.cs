using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Fuzz;

/// <summary>
/// Every parser of the Upbit client. Each takes any bytes; an exception out of one is a bug. One instance serves one thread and keeps
/// its parsers, so that state which a frame corrupts is seen in what follows.
/// </summary>
internal sealed class FuzzTargets
{
    private static readonly ClientOrderId Id = new("strat1-000042");
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly byte[] Witness = System.Text.Encoding.UTF8.GetBytes(
        """{"type":"trade","code":"KRW-BTC","timestamp":1765432100160,"trade_timestamp":1765432100123,"trade_price":1.215E8,"trade_volume":0.0025,"ask_bid":"BID","sequential_id":17654321001230000}""");

    private static readonly Action<byte[]>[] BodyParsers =
    [
        body => UpbitCandles.TryReadPage(body, UpbitTime.Minute),
        body => UpbitBody.TryReadList(body, UpbitTickers.TryRead),
        body => UpbitBody.TryReadList(body, UpbitBooks.TryRead),
        body => UpbitBody.TryReadList(body, UpbitInstrument.TryRead),
        body => UpbitBody.TryReadList(body, UpbitTick.TryRead),
        body => UpbitBody.TryReadList(body, UpbitListedOrders.TryRead),
        body => UpbitBody.TryRead(body, UpbitMarkets.TryRead),
        body => UpbitBody.TryRead(body, UpbitAssets.TryReadBalances),
        body => UpbitBody.TryRead(body, UpbitCancelled.TryRead),
        body => UpbitBody.TryRead(body, json => UpbitChances.TryRead(json, Btc)),
        body => UpbitOrderRecord.TryRead(body, Id, FeeRate.UpbitKrw),
        body => UpbitAnswer.Of(400, body),
    ];

    private readonly UpbitCounters _quickCounters = new();
    private readonly UpbitCounters _thoroughCounters = new();
    private readonly UpbitFrames _quick;
    private readonly UpbitFrames _thorough;
    private readonly Digest _quickSeen = new();
    private readonly Digest _thoroughSeen = new();
    private readonly IntakeWatch _intake = new();
    private long _frames;
    private long _bodies;

    public FuzzTargets()
    {
        var codes = new UpbitCodes([Btc, Symbol.Parse("KRW-ETH")]);
        (_quick, _thorough) = (new UpbitFrames(codes, _quickCounters), new UpbitFrames(codes, _thoroughCounters));
    }

    /// <summary>Messages that were read and passed on, of all frames so far: proof that not all of them were refused.</summary>
    public long Understood => _quickSeen.Messages;

    public long Malformed => _quickCounters[UpbitCount.MalformedFrames];

    /// <summary>Null, or what is wrong. What a parser throws, this throws.</summary>
    public string? TryFrame(byte[] frame)
    {
        _quick.Read(frame, _quickSeen);
        _thorough.ReadThoroughly(frame, _thoroughSeen);
        if (_quickSeen.Value != _thoroughSeen.Value || Malformed != _thoroughCounters[UpbitCount.MalformedFrames])
            return "the quick and the thorough reader differ";
        if (_intake.Take(frame) is { } broken)
            return broken;
        return ++_frames % 64 == 0 ? CheckWitness() : null;
    }

    /// <summary>As <see cref="TryFrame"/>, for the body of an answer: two of the parsers, by turns, since each is as slow as its exception.</summary>
    public void TryBody(byte[] body)
    {
        _bodies++;
        BodyParsers[_bodies % BodyParsers.Length](body);
        BodyParsers[_bodies / BodyParsers.Length % BodyParsers.Length](body);
    }

    /// <summary>Every parser of bodies over one body.</summary>
    public static void TryEveryBody(byte[] body)
    {
        foreach (Action<byte[]> parser in BodyParsers)
            parser(body);
    }

    // A frame that is known is read as ever, whatever came before it.
    private string? CheckWitness()
    {
        long before = _quickSeen.Messages;
        _quick.Read(Witness, _quickSeen);
        _thorough.ReadThoroughly(Witness, _thoroughSeen);
        return _quickSeen.Messages == before + 1 && _quickSeen.LastPrice == 121_500_000 * Fixed.One
            ? null
            : "a good frame is no longer read";
    }
}
