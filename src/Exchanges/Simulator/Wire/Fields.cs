namespace CoinPilot.Exchanges.Simulator;

/// <summary>Every key of the streams. The same thing has another short name, or another spelling of its value, from type to type.</summary>
internal static class Fields
{
    public static readonly Field Type = new("type", "ty");
    public static readonly Field Code = new("code", "cd");
    public static readonly Field Timestamp = new("timestamp", "tms");
    public static readonly Field StreamType = new("stream_type", "st");
    public static readonly Field AskBid = new("ask_bid", "ab");
    public static readonly Field TradePrice = new("trade_price", "tp");
    public static readonly Field TradeVolume = new("trade_volume", "tv");
    public static readonly Field TradeTimestamp = new("trade_timestamp", "ttms");
    public static readonly Field TradeTime = new("trade_time", "ttm");
    public static readonly Field PreviousClose = new("prev_closing_price", "pcp");
    public static readonly Field Change = new("change", "c");
    public static readonly Field ChangePrice = new("change_price", "cp");
    public static readonly Field Open = new("opening_price", "op");
    public static readonly Field High = new("high_price", "hp");
    public static readonly Field Low = new("low_price", "lp");

    // trade
    public static readonly Field TradeDateOfTrade = new("trade_date", "td");
    public static readonly Field SequentialId = new("sequential_id", "sid");
    public static readonly Field BestAskPrice = new("best_ask_price", "bap");
    public static readonly Field BestAskSize = new("best_ask_size", "bas");
    public static readonly Field BestBidPrice = new("best_bid_price", "bbp");
    public static readonly Field BestBidSize = new("best_bid_size", "bbs");

    // ticker
    public static readonly Field TradeDateOfTicker = new("trade_date", "tdt");
    public static readonly Field SignedChangePrice = new("signed_change_price", "scp");
    public static readonly Field ChangeRate = new("change_rate", "cr");
    public static readonly Field SignedChangeRate = new("signed_change_rate", "scr");
    public static readonly Field DayVolume = new("acc_trade_volume", "atv");
    public static readonly Field Volume24 = new("acc_trade_volume_24h", "atv24h");
    public static readonly Field DayValue = new("acc_trade_price", "atp");
    public static readonly Field Value24 = new("acc_trade_price_24h", "atp24h");
    public static readonly Field AskVolume = new("acc_ask_volume", "aav");
    public static readonly Field BidVolume = new("acc_bid_volume", "abv");
    public static readonly Field HighestPrice = new("highest_52_week_price", "h52wp");
    public static readonly Field HighestDate = new("highest_52_week_date", "h52wdt");
    public static readonly Field LowestPrice = new("lowest_52_week_price", "l52wp");
    public static readonly Field LowestDate = new("lowest_52_week_date", "l52wdt");
    public static readonly Field MarketState = new("market_state", "ms");
    public static readonly Field IsSuspended = new("is_trading_suspended", "its");
    public static readonly Field DelistingDate = new("delisting_date", "dd");
    public static readonly Field MarketWarning = new("market_warning", "mw");

    // candle
    public static readonly Field CandleTimeUtc = new("candle_date_time_utc", "cdttmu");
    public static readonly Field CandleTimeKst = new("candle_date_time_kst", "cdttmk");
    public static readonly Field CandleVolume = new("candle_acc_trade_volume", "catv");
    public static readonly Field CandleValue = new("candle_acc_trade_price", "catp");

    // orderbook
    public static readonly Field TotalAskSize = new("total_ask_size", "tas");
    public static readonly Field TotalBidSize = new("total_bid_size", "tbs");
    public static readonly Field BookUnits = new("orderbook_units", "obu");
    public static readonly Field AskPrice = new("ask_price", "ap");
    public static readonly Field BidPrice = new("bid_price", "bp");
    public static readonly Field AskSize = new("ask_size", "as");
    public static readonly Field BidSize = new("bid_size", "bs");
    public static readonly Field Level = new("level", "lv");

    // myAsset
    public static readonly Field AssetUuid = new("asset_uuid", "astuid");
    public static readonly Field Assets = new("assets", "ast");
    public static readonly Field Currency = new("currency", "cu");
    public static readonly Field Balance = new("balance", "b");
    public static readonly Field AssetTimestamp = new("asset_timestamp", "asttms");

    // myOrder
    public static readonly Field OrderUuid = new("uuid", "uid");
    public static readonly Field OrderType = new("order_type", "ot");
    public static readonly Field State = new("state", "s");
    public static readonly Field TradeUuid = new("trade_uuid", "tuid");
    public static readonly Field Price = new("price", "p");
    public static readonly Field AveragePrice = new("avg_price", "ap");
    public static readonly Field Volume = new("volume", "v");
    public static readonly Field RemainingVolume = new("remaining_volume", "rv");
    public static readonly Field ExecutedVolume = new("executed_volume", "ev");
    public static readonly Field TradesCount = new("trades_count", "tc");
    public static readonly Field ReservedFee = new("reserved_fee", "rsf");
    public static readonly Field RemainingFee = new("remaining_fee", "rmf");
    public static readonly Field PaidFee = new("paid_fee", "pf");
    public static readonly Field Locked = new("locked", "l");
    public static readonly Field ExecutedFunds = new("executed_funds", "ef");
    public static readonly Field TimeInForce = new("time_in_force", "tif");
    public static readonly Field TradeFee = new("trade_fee", "tf");
    public static readonly Field IsMaker = new("is_maker", "im");
    public static readonly Field Identifier = new("identifier", "id");
    public static readonly Field SmpType = new("smp_type", "smpt");
    public static readonly Field PreventedVolume = new("prevented_volume", "pv");
    public static readonly Field PreventedLocked = new("prevented_locked", "pl");
    public static readonly Field OrderTimestamp = new("order_timestamp", "otms");
}
