namespace CoinPilot.Exchanges.Upbit;

/// <summary>The fields that are read from the venue's messages; every other key is skipped.</summary>
internal enum UpbitField : byte
{
    None, Type, Code, Timestamp, TradeTimestamp, TradePrice, TradeVolume, AskBid, SequentialId,
    CandleStart, OpeningPrice, HighPrice, LowPrice, CandleVolume,
    Uuid, State, TradeUuid, Price, Volume, ExecutedVolume, TradeFee, IsMaker, Identifier, OrderTimestamp,
    Error, ErrorName, ErrorMessage, Status, Method,
}
