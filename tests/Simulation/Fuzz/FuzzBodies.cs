namespace CoinPilot.Simulation.Fuzz;

/// <summary>Answers of the REST calls, in the shape that the venue's documentation shows; the values are invented.</summary>
internal static class FuzzBodies
{
    public static readonly string[] All =
    [
        """[{"market":"KRW-BTC","candle_date_time_utc":"2025-12-11T05:48:00","candle_date_time_kst":"2025-12-11T14:48:00","opening_price":121480000,"high_price":121500000,"low_price":121450000,"trade_price":121500000,"timestamp":1765432100160,"candle_acc_trade_price":98712345.5,"candle_acc_trade_volume":0.8125,"unit":1},{"market":"KRW-BTC","candle_date_time_utc":"2025-12-11T05:47:00","opening_price":1.2148E8,"high_price":121500000,"low_price":121450000,"trade_price":121500000,"timestamp":1765432040160,"candle_acc_trade_volume":7.9276E-4,"unit":1}]""",
        """[{"market":"KRW-BTC","trade_timestamp":1765432100123,"trade_price":121500000,"trade_volume":0.0025,"signed_change_rate":-0.0125,"timestamp":1765432100160}]""",
        """[{"market":"KRW-BTC","timestamp":1765432100206,"total_ask_size":0.4,"total_bid_size":0.12,"orderbook_units":[{"ask_price":121500000,"bid_price":121490000,"ask_size":0.4,"bid_size":0.12},{"ask_price":121501000,"bid_price":0,"ask_size":0.4,"bid_size":0}],"level":0}]""",
        """[{"market":"KRW-BTC","quote_currency":"KRW","tick_size":"1000","supported_levels":["0","10000","100000"]}]""",
        """[{"market":"KRW-BTC","trade_date_utc":"2025-12-11","timestamp":1765432100123,"trade_price":121500000,"trade_volume":0.0025,"ask_bid":"BID","sequential_id":17654321001230000}]""",
        """[{"market":"KRW-BTC","korean_name":"비트코인","english_name":"Bitcoin"},{"market":"KRW-ETH"}]""",
        """[{"currency":"KRW","balance":"3270635.5","locked":"729364.5","avg_buy_price":"0","avg_buy_price_modified":true,"unit_currency":"KRW"}]""",
        """[{"market":"KRW-BTC","uuid":"0f8d","side":"bid","ord_type":"limit","price":"121500000","state":"wait","created_at":"2025-12-11T14:48:10+09:00","volume":"0.01","executed_volume":"0","identifier":"strat1-000042"}]""",
        """{"market":"KRW-BTC","uuid":"0f8d","side":"bid","ord_type":"limit","price":"121500000","state":"cancel","created_at":"2025-12-11T14:48:10+09:00","volume":"0.01","remaining_volume":"0.006","executed_volume":"0.004","paid_fee":"243","trades_count":1,"trades":[{"market":"KRW-BTC","uuid":"6d2b","price":"121500000","volume":"0.004","funds":"486000","trend":"up","created_at":"2025-12-11T14:48:20.123456+09:00","side":"bid"}]}""",
        """{"bid_fee":"0.0005","ask_fee":"0.0005","market":{"id":"KRW-BTC","bid_types":["best_fok","limit"],"ask_types":["market"],"bid":{"currency":"KRW","min_total":"5000"},"ask":{"currency":"BTC","min_total":"5000"},"max_total":"1000000000","state":"active"},"bid_account":{"currency":"KRW","balance":"1","locked":"0"},"ask_account":{"currency":"BTC","balance":"0.004","locked":"0.0"}}""",
        """{"success":{"count":1,"orders":[{"uuid":"u1","market":"KRW-BTC","identifier":"a"}]},"failed":{"count":1,"orders":[{"uuid":"u2","market":"KRW-ETH"}]}}""",
        """{"error":{"name":"insufficient_funds_bid","message":"주문 가능한 금액(KRW)이 부족합니다."}}""",
        """{"error":{"name":404,"message":"Code not found"}}""",
    ];
}
