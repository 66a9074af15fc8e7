using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What a public stream's message tells.</summary>
internal readonly record struct MarketFrame(StreamKind Kind, MarketTape Market, StreamType Type)
{
    /// <summary>A candle's length.</summary>
    public CandleUnit? Unit { get; init; }

    /// <summary>The trade, where it need not be the market's last; id 0 for that.</summary>
    public Trade Trade { get; init; }

    /// <summary>The candle, where it need not be the newest; null for that.</summary>
    public TapeCandle? Candle { get; init; }

    /// <summary>How much of an order book.</summary>
    public BookView View { get; init; }
}

/// <summary>The public streams' messages, from the state of a market that has traded.</summary>
internal static class MarketFrames
{
    public static byte[] Write(FrameWriter frame, WireFormat format, in MarketFrame told)
    {
        frame.Begin(format);
        switch (told.Kind)
        {
            case StreamKind.Trade:
                AddTrade(frame, told.Market, told.Trade.SequentialId > 0 ? told.Trade : told.Market.LastTrade);
                break;
            case StreamKind.Ticker:
                AddTicker(frame, told.Market);
                break;
            case StreamKind.OrderBook:
                AddBook(frame, told.Market, told.View);
                break;
            default:
                AddCandle(frame, told.Market, told.Unit!, told.Candle ?? told.Market.NewestCandle(told.Unit!));
                break;
        }
        frame.Text(Fields.StreamType, NameOf(told.Type));
        if (told.Kind == StreamKind.OrderBook)
            frame.Amount(Fields.Level, told.View.Level.Units);
        return frame.End();
    }

    public static string NameOf(StreamType type) => type == StreamType.Snapshot ? "SNAPSHOT" : "REALTIME";

    public static string NameOf(OrderSide taker) => taker == OrderSide.Sell ? "ASK" : "BID";

    private static void AddTrade(FrameWriter frame, MarketTape tape, in Trade trade)
    {
        var change = new PriceChange(trade.Price, tape.Day.PreviousClose);
        BookWalk asks = tape.Market.WalkFor(OrderSide.Buy);
        BookWalk bids = tape.Market.WalkFor(OrderSide.Sell);
        bool hasAsk = asks.MoveNext();
        bool hasBid = bids.MoveNext();
        frame.Text(Fields.Type, "trade").Text(Fields.Code, tape.Symbol.Code)
            .Stamp(trade.Time.UnixMillis)
            .Text(Fields.TradeDateOfTrade, WireTime.Date(trade.Time)).Text(Fields.TradeTime, WireTime.Time(trade.Time))
            .Integer(Fields.TradeTimestamp, trade.Time.UnixMillis)
            .Price(Fields.TradePrice, trade.Price.Units).Size(Fields.TradeVolume, trade.Quantity).Text(Fields.AskBid, NameOf(trade.Taker))
            .Price(Fields.PreviousClose, change.Previous.Units).Text(Fields.Change, change.Name)
            .Price(Fields.ChangePrice, Math.Abs(change.SignedUnits))
            .Integer(Fields.SequentialId, trade.SequentialId)
            .Amount(Fields.BestAskPrice, hasAsk ? asks.Price.Units : 0).Size(Fields.BestAskSize, hasAsk ? asks.Others + asks.OwnQuantity : Quantity.Zero)
            .Amount(Fields.BestBidPrice, hasBid ? bids.Price.Units : 0).Size(Fields.BestBidSize, hasBid ? bids.Others + bids.OwnQuantity : Quantity.Zero);
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
            .Stamp(trade.Time.UnixMillis)
            .Price(Fields.Value24, tape.Value24.Units).Size(Fields.Volume24, tape.Volume24);
    }

    private static void AddBook(FrameWriter frame, MarketTape tape, BookView view)
    {
        BookWindow book = BookWindow.Of(tape.Market, view.Level);
        frame.Text(Fields.Type, "orderbook").Text(Fields.Code, tape.Symbol.Code).Stamp(tape.BookChangedAt.UnixMillis)
            .Size(Fields.TotalAskSize, book.AskTotal).Size(Fields.TotalBidSize, book.BidTotal).BeginArray(Fields.BookUnits);
        for (int i = 0; i < Math.Min(view.Depth, tape.Market.Rules.Levels); i++)
        {
            (Price askPrice, Quantity askSize) = book.AskAt(i);
            (Price bidPrice, Quantity bidSize) = book.BidAt(i);
            frame.BeginItem().BookPrice(Fields.AskPrice, askPrice).BookPrice(Fields.BidPrice, bidPrice)
                .Size(Fields.AskSize, askSize).Size(Fields.BidSize, bidSize).EndItem();
        }
        frame.EndArray();
    }

    private static void AddCandle(FrameWriter frame, MarketTape tape, CandleUnit unit, in TapeCandle last)
    {
        Candle candle = last.Candle;
        frame.Text(Fields.Type, unit.SocketType).Text(Fields.Code, tape.Symbol.Code)
            .Text(Fields.CandleTimeUtc, WireTime.Utc(candle.OpenTime)).Text(Fields.CandleTimeKst, WireTime.Kst(candle.OpenTime))
            .Price(Fields.Open, candle.Open.Units).Price(Fields.High, candle.High.Units).Price(Fields.Low, candle.Low.Units)
            .Price(Fields.TradePrice, candle.Close.Units)
            .Size(Fields.CandleVolume, candle.Volume).Price(Fields.CandleValue, last.Value.Units)
            .Stamp(last.LastMillis);
    }
}
