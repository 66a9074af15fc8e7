using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The public streams' messages, from the state of a market that has traded.</summary>
internal static class MarketFrames
{
    public static byte[] Write(FrameWriter frame, WireFormat format, StreamKind kind, MarketTape tape, StreamType type)
    {
        frame.Begin(format);
        switch (kind)
        {
            case StreamKind.Trade:
                AddTrade(frame, tape);
                break;
            case StreamKind.Ticker:
                AddTicker(frame, tape);
                break;
            default:
                AddCandle(frame, tape);
                break;
        }
        return frame.Text(Fields.StreamType, NameOf(type)).End();
    }

    public static string NameOf(StreamType type) => type == StreamType.Snapshot ? "SNAPSHOT" : "REALTIME";

    public static string NameOf(OrderSide taker) => taker == OrderSide.Sell ? "ASK" : "BID";

    private static void AddTrade(FrameWriter frame, MarketTape tape)
    {
        Trade trade = tape.LastTrade;
        PriceChange change = PriceChange.Of(tape);
        Ladder asks = tape.Market.LadderFor(OrderSide.Buy);
        Ladder bids = tape.Market.LadderFor(OrderSide.Sell);
        bool hasAsk = asks.MoveNext();
        bool hasBid = bids.MoveNext();
        frame.Text(Fields.Type, "trade").Text(Fields.Code, tape.Symbol.Code)
            .Integer(Fields.Timestamp, trade.Time.UnixMillis)
            .Text(Fields.TradeDateOfTrade, WireTime.Date(trade.Time)).Text(Fields.TradeTime, WireTime.Time(trade.Time))
            .Integer(Fields.TradeTimestamp, trade.Time.UnixMillis)
            .Price(Fields.TradePrice, trade.Price.Units).Size(Fields.TradeVolume, trade.Quantity).Text(Fields.AskBid, NameOf(trade.Taker))
            .Price(Fields.PreviousClose, change.Previous.Units).Text(Fields.Change, change.Name)
            .Price(Fields.ChangePrice, Math.Abs(change.SignedUnits))
            .Integer(Fields.SequentialId, trade.SequentialId)
            .Amount(Fields.BestAskPrice, hasAsk ? asks.Price.Units : 0).Size(Fields.BestAskSize, hasAsk ? asks.Available : Quantity.Zero)
            .Amount(Fields.BestBidPrice, hasBid ? bids.Price.Units : 0).Size(Fields.BestBidSize, hasBid ? bids.Available : Quantity.Zero);
    }

    private static void AddTicker(FrameWriter frame, MarketTape tape)
    {
        Trade trade = tape.LastTrade;
        MarketDay day = tape.Day;
        PriceChange change = PriceChange.Of(tape);
        frame.Text(Fields.Type, "ticker").Text(Fields.Code, tape.Symbol.Code)
            .Price(Fields.Open, day.Open.Units).Price(Fields.High, day.High.Units).Price(Fields.Low, day.Low.Units)
            .Price(Fields.TradePrice, trade.Price.Units).Price(Fields.PreviousClose, change.Previous.Units)
            .Price(Fields.DayValue, day.Value.Units).Text(Fields.Change, change.Name)
            .Price(Fields.ChangePrice, Math.Abs(change.SignedUnits)).Price(Fields.SignedChangePrice, change.SignedUnits)
            .Number(Fields.ChangeRate, Math.Abs(change.SignedRate)).Number(Fields.SignedChangeRate, change.SignedRate)
            .Text(Fields.AskBid, NameOf(trade.Taker)).Size(Fields.TradeVolume, trade.Quantity).Size(Fields.DayVolume, day.Volume)
            .Text(Fields.TradeDateOfTicker, WireTime.PlainDate(trade.Time, TimeSpan.Zero))
            .Text(Fields.TradeTime, WireTime.PlainTime(trade.Time, TimeSpan.Zero))
            .Integer(Fields.TradeTimestamp, trade.Time.UnixMillis)
            .Size(Fields.AskVolume, day.AskVolume).Size(Fields.BidVolume, day.BidVolume)
            .Price(Fields.HighestPrice, tape.Highest.Price.Units).Text(Fields.HighestDate, WireTime.Date(tape.Highest.Time))
            .Price(Fields.LowestPrice, tape.Lowest.Price.Units).Text(Fields.LowestDate, WireTime.Date(tape.Lowest.Time))
            .Text(Fields.MarketState, "ACTIVE").Bool(Fields.IsSuspended, false).Null(Fields.DelistingDate).Text(Fields.MarketWarning, "NONE")
            .Integer(Fields.Timestamp, trade.Time.UnixMillis)
            .Price(Fields.Value24, tape.Value24.Units).Size(Fields.Volume24, tape.Volume24);
    }

    private static void AddCandle(FrameWriter frame, MarketTape tape)
    {
        TapeCandle last = tape.Candles[^1];
        Candle candle = last.Candle;
        frame.Text(Fields.Type, "candle.1m").Text(Fields.Code, tape.Symbol.Code)
            .Text(Fields.CandleTimeUtc, WireTime.Utc(candle.OpenTime)).Text(Fields.CandleTimeKst, WireTime.Kst(candle.OpenTime))
            .Price(Fields.Open, candle.Open.Units).Price(Fields.High, candle.High.Units).Price(Fields.Low, candle.Low.Units)
            .Price(Fields.TradePrice, candle.Close.Units)
            .Size(Fields.CandleVolume, candle.Volume).Price(Fields.CandleValue, last.Value.Units)
            .Integer(Fields.Timestamp, last.LastMillis);
    }
}
