namespace CoinPilot.Exchanges.Simulator;

/// <summary>How a connection wants its frames spelt: long or short names, alone or in an array of one.</summary>
internal enum WireFormat : byte { Default, Simple, JsonList, SimpleList }

/// <summary>What a connection can subscribe to.</summary>
internal enum StreamKind : byte { Trade, Ticker, OrderBook, MyOrder, MyAsset, Announcement, Candle }

/// <summary>Whether a frame answers a subscription or tells of a change.</summary>
internal enum StreamType : byte { Snapshot, Realtime }
