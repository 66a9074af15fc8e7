using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitFramesTests
{
    private static readonly Trade ExpectedTrade = new(
        Timestamp.FromUnixMillis(1765432100123), Price.Of(121_500_000m), Quantity.Of(0.0025m), OrderSide.Buy, 17654321001230000);

    private static readonly Candle ExpectedCandle = new(
        Timestamp.Utc(2025, 12, 11, 5, 48), Price.Of(121_480_000m), Price.Of(121_500_000m), Price.Of(121_450_000m), Price.Of(121_500_000m),
        Quantity.Of(0.8125m));

    private readonly UpbitCounters _counters = new();
    private readonly CollectingSink _sink = new();

    [Theory]
    [InlineData(Samples.Trade)]
    [InlineData(Samples.SimpleTrade)]
    [InlineData("[" + Samples.Trade + "]")]
    [InlineData("[" + Samples.SimpleTrade + "]")]
    public void Trade_InEveryFormat_IsReadExactly(string frame)
    {
        Read(frame);

        (int symbol, Trade trade, Timestamp venueTime) = Assert.Single(_sink.Trades);
        Assert.Equal((1, ExpectedTrade, Timestamp.FromUnixMillis(1765432100160)), (symbol, trade, venueTime));
    }

    [Theory]
    [InlineData(Samples.Candle)]
    [InlineData(Samples.SimpleCandle)]
    [InlineData("[" + Samples.SimpleCandle + "]")]
    public void Candle_InEveryFormat_IsReadExactly(string frame)
    {
        Read(frame);

        Assert.Equal((1, ExpectedCandle, Timestamp.FromUnixMillis(1765432100160)), Assert.Single(_sink.Candles));
    }

    [Fact]
    public void List_OfSeveral_GivesEach()
    {
        Read($" [ {Samples.SimpleTrade} , {Samples.SimpleCandle},{Samples.Status} ] ");

        Assert.Equal((1, 1, 1), (_sink.Trades.Count, _sink.Candles.Count, _sink.Statuses));
    }

    [Fact]
    public void Keys_InAnyOrder_GiveTheSame()
    {
        var random = new Random(7);
        foreach (string sample in (string[])[Samples.Trade, Samples.SimpleTrade])
        {
            for (int i = 0; i < 200; i++)
            {
                KeyValuePair<string, JsonNode?>[] pairs = [.. JsonNode.Parse(sample)!.AsObject()];
                random.Shuffle(pairs);
                string raw = "{" + string.Join(',', pairs.Select(p => $"\"{p.Key}\":{p.Value!.ToJsonString()}")) + "}";
                Read(raw);
            }
        }
        Assert.Equal(400, _sink.Trades.Count);
        Assert.All(_sink.Trades, t => Assert.Equal(ExpectedTrade, t.Trade));
    }

    [Theory]
    [InlineData("1.16539E8", "116539000")]
    [InlineData("121500000.00000000", "121500000")]
    [InlineData("0.00000001", "0.00000001")]
    [InlineData("7.9276E-4", "0.00079276")]
    [InlineData("12345678901.12345678", "12345678901.12345678")]
    [InlineData("9999999999", "9999999999")]
    public void Price_InEverySpelling_IsExact(string spelled, string expected)
    {
        Read(Samples.Trade.Replace("121500000.0,", spelled + ","));

        Assert.Equal(expected, Assert.Single(_sink.Trades).Trade.Price.ToString());
    }

    [Theory]
    [InlineData("12345678901234567890.12345678", "12345678901234567890.12345678")]
    [InlineData("0.123456789", "0.12345678")]
    [InlineData("0.00077720", "0.0007772")]
    [InlineData("7.9276E-4", "0.00079276")]
    [InlineData("92233720369.5", "92233720369.5")]
    [InlineData("10000000000000.00000001", "10000000000000.00000001")]
    public void Volume_InEverySpelling_IsExactToEightPlaces(string spelled, string expected)
    {
        Read(Samples.Trade.Replace("0.0025", spelled));

        Assert.Equal(expected, Assert.Single(_sink.Trades).Trade.Quantity.ToString());
    }

    [Fact]
    public void SequentialId_Beyond53Bits_KeepsEveryDigit()
    {
        Read(Samples.Trade.Replace("17654321001230000", "9223372036854775807"));

        Assert.Equal(long.MaxValue, Assert.Single(_sink.Trades).Trade.SequentialId);
    }

    [Theory]
    [InlineData("""{"new_field":[{"a":[1,2,{"b":null}]}],""")]
    [InlineData("""{"new_text":"with \"quotes\" and 한글 \u0041",""")]
    [InlineData("""{ "spaced" : true , """)]
    [InlineData("""{"new\"key":1,""")]
    public void UnknownKeys_InAFrame_AreSkipped(string prefix)
    {
        Read(prefix + Samples.Trade[1..]);

        Assert.Equal(ExpectedTrade, Assert.Single(_sink.Trades).Trade);
    }

    [Fact]
    public void Null_WhereATradeNeedsAValue_IsMalformed()
    {
        Read(Samples.Trade.Replace("\"trade_price\":121500000.0", "\"trade_price\":null"));

        Assert.Empty(_sink.Trades);
        Assert.Equal(1, _counters[UpbitCount.MalformedFrames]);
    }

    [Fact]
    public void OrderEvent_OfATrade_GivesItsFill()
    {
        Read(Samples.OrderTrade);

        UpbitOrderEvent order = Assert.Single(_sink.Orders);
        Assert.Equal(("trade", "strat1-000042", "6d2b2f60-5a42-4d5e-8a58-55a0f4b0c111"), (order.State, order.Identifier, order.TradeUuid));
        Assert.Equal((Price.Of(121_500_000m), Quantity.Of(0.004m), (Money?)Money.Of(243m), true), (order.FillPrice, order.FillQuantity, order.FillFee, order.IsMaker));
        Assert.Equal((Quantity?)Quantity.Of(0.004m), order.Executed);
        Assert.Equal(Timestamp.FromUnixMillis(1765432100123), order.FillTime);
    }

    [Fact]
    public void OrderCancel_WithNullFields_IsReadWithoutFill()
    {
        Read(Samples.SimpleOrderDone);

        UpbitOrderEvent order = Assert.Single(_sink.Orders);
        Assert.Equal(("cancel", (string?)null, (Quantity?)Quantity.Of(0.004m)), (order.State, order.TradeUuid, order.Executed));
    }

    [Fact]
    public void OrderTrade_WithoutTradeUuid_IsMalformed()
    {
        Read(Samples.OrderTrade.Replace("\"6d2b2f60-5a42-4d5e-8a58-55a0f4b0c111\"", "null"));

        Assert.Empty(_sink.Orders);
        Assert.Equal(1, _counters[UpbitCount.MalformedFrames]);
    }

    [Fact]
    public void Errors_InAnyKeyOrder_AreRead()
    {
        Read(Samples.Error);
        Read(Samples.ErrorTurned);

        Assert.Equal([("NO_TICKET", "티켓이 존재하지 않거나, 유효하지 않습니다."), ("INVALID_AUTH", "인증 \"x\"")], _sink.Errors);
    }

    [Theory]
    [InlineData("""{"error":"","name":"INVALID_AUTH"}""")]
    [InlineData("""{"error":true,"name":"INVALID_AUTH"}""")]
    [InlineData("""{ "error":1,"message":"x" }""")]
    public void Errors_ThatAreNoObject_AreUnnamed_ToBothReaders(string frame)
    {
        Read(frame);
        Reader().ReadThoroughly(Encoding.UTF8.GetBytes(frame), _sink);

        Assert.Equal([("unnamed", ""), ("unnamed", "")], _sink.Errors);
    }

    [Fact]
    public void OtherMessages_OnTheStream_AreCountedAndLeftOut()
    {
        Read("""{"type":"indicator","code":"KRW-BTC"}""");
        Read("""{"type":"candle.2m","code":"KRW-BTC"}""");
        Read("""{"method":"SOMETHING_NEW","result":[]}""");
        Read(Samples.Trade.Replace("KRW-BTC", "KRW-NEW"));
        Read(Samples.Status);

        Assert.Equal((3, 1, 1, 0), (_counters[UpbitCount.UnknownTypes], _counters[UpbitCount.UnknownCodes], _counters[UpbitCount.StatusFrames],
            _counters[UpbitCount.MalformedFrames]));
        Assert.Empty(_sink.Trades);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("PING")]
    [InlineData("12")]
    [InlineData("[1]")]
    [InlineData("[[{}]]")]
    [InlineData(Samples.Trade + "x")]
    [InlineData(Samples.Trade + Samples.Trade)]
    [InlineData("[" + Samples.Trade)]
    public void BrokenFrames_OnTheStream_AreCountedAndPassNothingOn(string frame)
    {
        Read(frame);

        Assert.Empty(_sink.Trades);
        Assert.Equal(1, _counters[UpbitCount.MalformedFrames]);
    }

    [Fact]
    public void Trade_OfTheUsualShape_AllocatesNothing()
    {
        var sink = new CountingSink();
        byte[][] frames = [Encoding.UTF8.GetBytes(Samples.Trade), Encoding.UTF8.GetBytes($"[{Samples.SimpleTrade}]")];
        UpbitFrames reader = Reader();
        Run(reader, frames, sink, 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(reader, frames, sink, 10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(20_200, sink.Trades);
    }

    private static void Run(UpbitFrames reader, byte[][] frames, IUpbitFrameSink sink, int times)
    {
        for (int i = 0; i < times; i++)
        {
            foreach (byte[] frame in frames)
                reader.Read(frame, sink);
        }
    }

    private void Read(string frame) => Reader().Read(Encoding.UTF8.GetBytes(frame), _sink);

    private UpbitFrames Reader() => new(new UpbitCodes([Symbol.Parse("KRW-ETH"), Symbol.Parse("KRW-BTC")]), _counters);

    private sealed class CountingSink : IUpbitFrameSink
    {
        public int Trades { get; private set; }

        public void OnTrade(int symbol, in Trade trade, Timestamp venueTime) => Trades++;

        public void OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime) => throw new JsonException("no candle was sent");

        public void OnOrder(in UpbitOrderEvent order) => throw new JsonException("no order was sent");

        public void OnError(string name, string message) => throw new JsonException(name);

        public void OnStatus() => throw new JsonException("no status was sent");
    }
}
