using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Postgres.Ticks;

/// <summary>A trade and the market that it was on.</summary>
internal readonly record struct Tick(Symbol Symbol, Trade Trade);
