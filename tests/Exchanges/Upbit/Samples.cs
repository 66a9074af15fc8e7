namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>Frames in the shape that the venue's documentation and a live probe show; the values are invented.</summary>
internal static class Samples
{
    public const string Trade = """{"type":"trade","code":"KRW-BTC","timestamp":1765432100160,"trade_date":"2025-12-11","trade_time":"05:48:20","trade_timestamp":1765432100123,"trade_price":121500000.0,"trade_volume":0.0025,"ask_bid":"BID","prev_closing_price":120000000.0,"change":"RISE","change_price":1500000.0,"sequential_id":17654321001230000,"best_ask_price":121500000,"best_ask_size":0.4,"best_bid_price":121490000,"best_bid_size":0.12,"stream_type":"REALTIME"}""";

    public const string SimpleTrade = """{"ty":"trade","cd":"KRW-BTC","tms":1765432100160,"td":"2025-12-11","ttm":"05:48:20","ttms":1765432100123,"tp":121500000,"tv":2.5E-3,"ab":"BID","pcp":120000000,"c":"RISE","cp":1500000,"sid":17654321001230000,"bap":121500000,"bas":0.4,"bbp":121490000,"bbs":0.12,"st":"REALTIME"}""";

    public const string Candle = """{"type":"candle.1m","code":"KRW-BTC","candle_date_time_utc":"2025-12-11T05:48:00","candle_date_time_kst":"2025-12-11T14:48:00","opening_price":121480000.0,"high_price":121500000.0,"low_price":121450000.0,"trade_price":121500000.0,"candle_acc_trade_volume":0.8125,"candle_acc_trade_price":98712345.5,"timestamp":1765432100160,"stream_type":"REALTIME"}""";

    public const string SimpleCandle = """{"ty":"candle.1m","cd":"KRW-BTC","cdttmu":"2025-12-11T05:48:00","cdttmk":"2025-12-11T14:48:00","op":121480000,"hp":1.215E8,"lp":121450000,"tp":121500000,"catv":8.125E-1,"catp":98712345.5,"tms":1765432100160,"st":"REALTIME"}""";

    public const string Ticker = """{"type":"ticker","code":"KRW-BTC","opening_price":120100000.0,"high_price":122000000.0,"low_price":119800000.0,"trade_price":121500000.0,"prev_closing_price":120000000.0,"acc_trade_price":60750000000.5,"change":"RISE","change_price":1500000.0,"signed_change_price":1500000.0,"change_rate":0.0125,"signed_change_rate":0.0125,"ask_bid":"BID","trade_volume":0.0025,"acc_trade_volume":500.12345678,"trade_date":"20251211","trade_time":"054820","trade_timestamp":1765432100123,"acc_ask_volume":240.02345678,"acc_bid_volume":260.1,"highest_52_week_price":180000000.0,"highest_52_week_date":"2025-10-09","lowest_52_week_price":100000000.0,"lowest_52_week_date":"2025-04-09","market_state":"ACTIVE","is_trading_suspended":false,"delisting_date":null,"market_warning":"NONE","timestamp":1765432100160,"acc_trade_price_24h":190000000000.25,"acc_trade_volume_24h":1560.5,"stream_type":"SNAPSHOT"}""";

    public const string OrderBook = """{"type":"orderbook","code":"KRW-BTC","timestamp":1765432100206,"total_ask_size":0.4,"total_bid_size":0.12,"orderbook_units":[{"ask_price":1.215E8,"bid_price":1.2149E8,"ask_size":0.40000000,"bid_size":0.12000000}],"stream_type":"REALTIME","level":0}""";

    public const string OrderTrade = """{"type":"myOrder","code":"KRW-BTC","uuid":"0f8d0c9a-3b1e-4f77-9c55-0c0a2f7e1d01","ask_bid":"BID","order_type":"limit","state":"trade","trade_uuid":"6d2b2f60-5a42-4d5e-8a58-55a0f4b0c111","price":121500000,"avg_price":121500000,"volume":0.004,"remaining_volume":0.006,"executed_volume":0.004,"trades_count":1,"reserved_fee":607.5,"remaining_fee":364.5,"paid_fee":243,"locked":729364.5,"executed_funds":486000,"time_in_force":null,"trade_fee":243,"is_maker":true,"identifier":"strat1-000042","smp_type":null,"prevented_volume":0,"prevented_locked":"0","trade_timestamp":1765432100123,"order_timestamp":1765432090000,"timestamp":1765432100170,"stream_type":"REALTIME"}""";

    public const string SimpleOrderDone = """{"ty":"myOrder","cd":"KRW-BTC","uid":"0f8d0c9a-3b1e-4f77-9c55-0c0a2f7e1d01","ab":"BID","ot":"price","s":"cancel","tuid":null,"p":null,"v":null,"ap":121500000,"rv":null,"ev":0.004,"tc":1,"rsf":607.5,"rmf":364.5,"pf":243,"l":0,"ef":486000,"tif":null,"tf":null,"im":null,"id":"strat1-000042","smpt":null,"pv":0,"pl":0,"ttms":null,"otms":1765432090000,"tms":1765432100170,"st":"REALTIME"}""";

    public const string Error = """{"error":{"name":"NO_TICKET","message":"티켓이 존재하지 않거나, 유효하지 않습니다."}}""";

    public const string ErrorTurned = """{"error":{"message":"\uc778\uc99d \"x\"","name":"INVALID_AUTH"}}""";

    public const string Status = """{"status":"UP"}""";

    public const string Subscriptions = """{"method":"LIST_SUBSCRIPTIONS","result":[{"type":"ticker","codes":["KRW-BTC"]},{"type":"orderbook","codes":["KRW-ETH"],"level":0}],"ticket":"x"}""";

    public const string SimpleSubscriptions = """{"mthd":"LIST_SUBSCRIPTIONS","rslt":[{"ty":"ticker","cds":["KRW-BTC"]},{"ty":"orderbook","cds":["KRW-ETH"],"lv":0}],"tck":"x"}""";

    public const string SimpleTicker = """{"ty":"ticker","cd":"KRW-BTC","op":120100000,"hp":122000000,"lp":119800000,"tp":121500000,"pcp":120000000,"atp":60750000000.5,"c":"RISE","cp":1500000,"scp":1500000,"cr":0.0125,"scr":0.0125,"ab":"BID","tv":0.0025,"atv":500.12345678,"tdt":"20251211","ttm":"054820","ttms":1765432100123,"aav":240.02345678,"abv":260.1,"h52wp":180000000,"h52wdt":"2025-10-09","l52wp":100000000,"l52wdt":"2025-04-09","ms":"ACTIVE","its":false,"dd":null,"mw":"NONE","tms":1765432100160,"atp24h":190000000000.25,"atv24h":1560.5,"st":"SNAPSHOT"}""";

    public const string SimpleOrderBook = """{"ty":"orderbook","cd":"KRW-BTC","tms":1765432100206,"tas":0.4,"tbs":0.12,"obu":[{"ap":121500000,"bp":121490000,"as":0.4,"bs":1.2E-1}],"st":"REALTIME","lv":0}""";

    public const string PaddedOrderBook = """{"type":"orderbook","code":"KRW-BTC","timestamp":1765432100206,"total_ask_size":1.5,"total_bid_size":0.12,"orderbook_units":[{"ask_price":1.215E8,"bid_price":1.2149E8,"ask_size":0.40000000,"bid_size":0.12000000},{"ask_price":1.21501E8,"bid_price":0.0,"ask_size":1.1,"bid_size":0.0}],"stream_type":"SNAPSHOT","level":0}""";

    public const string Asset = """{"type":"myAsset","asset_uuid":"a3c1c3de-8a8b-4b2e-9d3f-0f6c7d6a2b10","assets":[{"currency":"KRW","balance":3270635.5,"locked":729364.5},{"currency":"BTC","balance":0.004,"locked":0}],"asset_timestamp":1765432100140,"timestamp":1765432100171,"stream_type":"REALTIME"}""";

    public const string SimpleAsset = """{"ty":"myAsset","astuid":"a3c1c3de-8a8b-4b2e-9d3f-0f6c7d6a2b10","ast":[{"cu":"KRW","b":3270635.5,"l":729364.5},{"cu":"BTC","b":0.004,"l":0}],"asttms":1765432100140,"tms":1765432100171,"st":"REALTIME"}""";

    public const string Announcement = """{"type":"announcement","event_type":"CREATED","uuid":"9d9e","title":"점검 \"안내\"","category":"maintenance","url":"https://upbit.com/notice/1","first_listed_at":"2026-01-01T10:00:00+09:00","listed_at":"2026-01-01T10:00:00+09:00","timestamp":1765432100171,"stream_type":"REALTIME","body":null}""";

    public const string SimpleAnnouncement = """{"ty":"announcement","et":"CREATED","uid":"9d9e","tt":"점검 \"안내\"","cat":"maintenance","url":"https://upbit.com/notice/1","flat":"2026-01-01T10:00:00+09:00","lat":"2026-01-01T10:00:00+09:00","tms":1765432100171,"st":"REALTIME"}""";

    public static readonly string[] All =
        [Trade, SimpleTrade, Candle, SimpleCandle, Ticker, SimpleTicker, OrderBook, SimpleOrderBook, PaddedOrderBook, OrderTrade, SimpleOrderDone,
         Asset, SimpleAsset, Announcement, SimpleAnnouncement, Error, ErrorTurned, Status, Subscriptions, SimpleSubscriptions,
         $"[{Trade}]", $"[{SimpleTrade},{SimpleCandle}]", $"[{SimpleTicker}]", $"[{SimpleOrderBook},{Asset}]", "[]"];
}
