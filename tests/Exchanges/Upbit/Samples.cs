namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>Frames in the shape that the venue's documentation and a live probe show; the values are invented.</summary>
internal static class Samples
{
    public const string Trade = """{"type":"trade","code":"KRW-BTC","timestamp":1765432100160,"trade_date":"2025-12-11","trade_time":"05:48:20","trade_timestamp":1765432100123,"trade_price":121500000.0,"trade_volume":0.0025,"ask_bid":"BID","prev_closing_price":120000000.0,"change":"RISE","change_price":1500000.0,"sequential_id":17654321001230000,"best_ask_price":121500000,"best_ask_size":0.4,"best_bid_price":121490000,"best_bid_size":0.12,"stream_type":"REALTIME"}""";

    public const string SimpleTrade = """{"ty":"trade","cd":"KRW-BTC","tms":1765432100160,"td":"2025-12-11","ttm":"05:48:20","ttms":1765432100123,"tp":121500000,"tv":2.5E-3,"ab":"BID","pcp":120000000,"c":"RISE","cp":1500000,"sid":17654321001230000,"bap":121500000,"bas":0.4,"bbp":121490000,"bbs":0.12,"st":"REALTIME"}""";

    public const string Candle = """{"type":"candle.1m","code":"KRW-BTC","candle_date_time_utc":"2025-12-11T05:48:00","candle_date_time_kst":"2025-12-11T14:48:00","opening_price":121480000.0,"high_price":121500000.0,"low_price":121450000.0,"trade_price":121500000.0,"candle_acc_trade_volume":0.8125,"candle_acc_trade_price":98712345.5,"timestamp":1765432100160,"stream_type":"REALTIME"}""";

    public const string SimpleCandle = """{"ty":"candle.1m","cd":"KRW-BTC","cdttmu":"2025-12-11T05:48:00","cdttmk":"2025-12-11T14:48:00","op":121480000,"hp":1.215E8,"lp":121450000,"tp":121500000,"catv":8.125E-1,"catp":98712345.5,"tms":1765432100160,"st":"REALTIME"}""";

    public const string Ticker = """{"type":"ticker","code":"KRW-BTC","opening_price":120100000.0,"trade_price":121500000.0,"change":"RISE","ask_bid":"BID","trade_volume":0.0025,"trade_date":"20251211","trade_time":"054820","trade_timestamp":1765432100123,"market_state":"ACTIVE","is_trading_suspended":false,"delisting_date":null,"market_warning":"NONE","timestamp":1765432100160,"stream_type":"REALTIME"}""";

    public const string OrderBook = """{"type":"orderbook","code":"KRW-BTC","timestamp":1765432100206,"total_ask_size":0.4,"total_bid_size":0.12,"orderbook_units":[{"ask_price":1.215E8,"bid_price":1.2149E8,"ask_size":0.40000000,"bid_size":0.12000000}],"stream_type":"REALTIME","level":0}""";

    public const string OrderTrade = """{"type":"myOrder","code":"KRW-BTC","uuid":"0f8d0c9a-3b1e-4f77-9c55-0c0a2f7e1d01","ask_bid":"BID","order_type":"limit","state":"trade","trade_uuid":"6d2b2f60-5a42-4d5e-8a58-55a0f4b0c111","price":121500000,"avg_price":121500000,"volume":0.004,"remaining_volume":0.006,"executed_volume":0.004,"trades_count":1,"reserved_fee":607.5,"remaining_fee":364.5,"paid_fee":243,"locked":729364.5,"executed_funds":486000,"time_in_force":null,"trade_fee":243,"is_maker":true,"identifier":"strat1-000042","smp_type":null,"prevented_volume":0,"prevented_locked":"0","trade_timestamp":1765432100123,"order_timestamp":1765432090000,"timestamp":1765432100170,"stream_type":"REALTIME"}""";

    public const string SimpleOrderDone = """{"ty":"myOrder","cd":"KRW-BTC","uid":"0f8d0c9a-3b1e-4f77-9c55-0c0a2f7e1d01","ab":"BID","ot":"price","s":"cancel","tuid":null,"p":null,"v":null,"ap":121500000,"rv":null,"ev":0.004,"tc":1,"rsf":607.5,"rmf":364.5,"pf":243,"l":0,"ef":486000,"tif":null,"tf":null,"im":null,"id":"strat1-000042","smpt":null,"pv":0,"pl":0,"ttms":null,"otms":1765432090000,"tms":1765432100170,"st":"REALTIME"}""";

    public const string Error = """{"error":{"name":"NO_TICKET","message":"티켓이 존재하지 않거나, 유효하지 않습니다."}}""";

    public const string ErrorTurned = """{"error":{"message":"\uc778\uc99d \"x\"","name":"INVALID_AUTH"}}""";

    public const string Status = """{"status":"UP"}""";

    public const string Subscriptions = """{"method":"LIST_SUBSCRIPTIONS","result":[{"type":"ticker","codes":["KRW-BTC"]}],"ticket":"x"}""";

    public static readonly string[] All =
        [Trade, SimpleTrade, Candle, SimpleCandle, Ticker, OrderBook, OrderTrade, SimpleOrderDone, Error, ErrorTurned, Status, Subscriptions,
         $"[{Trade}]", $"[{SimpleTrade},{SimpleCandle}]", "[]"];
}
