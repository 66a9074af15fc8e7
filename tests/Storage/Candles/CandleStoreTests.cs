using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;
using FsCheck;
using FsCheck.Fluent;

namespace CoinPilot.Tests.Storage.Candles;

public sealed class CandleStoreTests : IDisposable
{
    private static readonly CandleKey Key = new("upbit", Symbol.Parse("KRW-BTC"), 1);
    private static readonly Timestamp Start = Timestamp.Utc(2025, 8, 31, 23, 50);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CandleStore Store => new(_folder.Path);

    private string File(string month) => Path.Combine(_folder.Path, "upbit", "KRW-BTC", "1m", month + ".candles");

    [Fact]
    public void Put_AcrossMonthsInAnyOrder_ReadsBackInOrder()
    {
        Put(Candles(15, 20));
        Put(Candles(0, 10));
        PutResult middle = Put(Candles(5, 18));

        Assert.Equal(new PutResult(5, 8, 0), middle);
        Assert.Equal(Candles(0, 20), Read());
        Assert.True(System.IO.File.Exists(File("2025-08")) && System.IO.File.Exists(File("2025-09")));
        Assert.Equal([Key], Store.List());
    }

    [Fact]
    public void Open_PartOfTheTime_GivesThatPart()
    {
        Put(Candles(0, 20));

        Assert.Equal(Candles(7, 13), Read(new TimeRange(Minute(7), Minute(13))));
        Assert.Empty(Read(new TimeRange(Minute(20), Minute(90))));
        Assert.Empty(Read(new TimeRange(Timestamp.Utc(2024, 1, 1), Timestamp.Utc(2024, 3, 1))));
    }

    [Fact]
    public void Candles_WithTheVenuesExtremes_SurviveTheStore()
    {
        Candle tiny = new(Start, new Price(1), new Price(1), new Price(1), new Price(1), Quantity.FromUnits((Int128)100_000_000_000_000_000 * Fixed.One));
        Candle huge = new(Minute(1), Price.Of(9.2e10m), Price.Of(9.2e10m), Price.Of(9.2e10m), Price.Of(9.2e10m), Quantity.Zero);
        Put([tiny, huge]);

        Assert.Equal([tiny, huge], Read());
    }

    [Fact]
    public void Put_AnotherCandleForTheSameMinute_StoresNothingUnlessToldTo()
    {
        Put(Candles(0, 3));
        byte[] before = System.IO.File.ReadAllBytes(File("2025-08"));
        Candle[] other = [Candles(1, 2)[0] with { Volume = Quantity.Of(99) }, .. Candles(15, 16)];

        CandleConflictException conflict = Assert.Throws<CandleConflictException>(() => Put(other));

        Assert.Equal((Candles(1, 2)[0], other[0]), (conflict.Stored, conflict.Given));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File("2025-08")));
        Assert.False(System.IO.File.Exists(File("2025-09")));
        Assert.Equal(new PutResult(1, 0, 1), Put(other, replace: true));
        Assert.Equal(other[0], Read()[1]);
    }

    [Fact]
    public void Put_ARangeThatIsComplete_TellsEmptyMinutesFromUnknownOnes()
    {
        Put([.. Candles(0, 3), .. Candles(6, 8)], new TimeRange(Start, Minute(8)));
        Put(Candles(15, 16));
        Put([], new TimeRange(Minute(12), Minute(14)));

        using StoredCandles stored = Store.Open(Key, CandleStore.Always);
        CandleReport report = CandleReport.OfStore(stored)!;

        Assert.Equal([new TimeRange(Start, Minute(8)), new TimeRange(Minute(12), Minute(14))], stored.Complete.All);
        Assert.Equal(
            [new CandleGap(Minute(3), 3, true), new CandleGap(Minute(8), 4, false), new CandleGap(Minute(12), 2, true), new CandleGap(Minute(14), 1, false)],
            report.Gaps);
        Assert.Equal((5, 5, 0), (report.MissingKnownEmpty, report.MissingUnknown, report.Defects));
    }

    [Fact]
    public void Put_WhatIsThereAlready_ChangesNoByte()
    {
        TimeRange range = new(Start, Minute(20));
        Put(Candles(0, 20), range);
        byte[] before = System.IO.File.ReadAllBytes(File("2025-09"));
        DateTime written = System.IO.File.GetLastWriteTimeUtc(File("2025-09"));

        Assert.Equal(new PutResult(0, 20, 0), Put(Candles(0, 20), range));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File("2025-09")));
        Assert.Equal(written, System.IO.File.GetLastWriteTimeUtc(File("2025-09")));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(5, 0)]
    public void Put_BadCandles_AreRefused(int second, int seconds)
    {
        Candle odd = Candles(second, second + 1)[0] with { OpenTime = Minute(second) + TimeSpan.FromSeconds(seconds) };

        Assert.Throws<ArgumentException>(() => Put([Candles(5, 6)[0], odd]));
        Assert.Throws<ArgumentException>(() => Put([Candles(5, 6)[0] with { High = new Price(1) }]));
        Assert.Empty(Read());
    }

    [Fact]
    public void Hash_OfTheSameData_DoesNotDependOnHowItCame()
    {
        Put(Candles(0, 20), new TimeRange(Start, Minute(20)));
        using TempFolder other = new();
        using (CandleWriter writer = new CandleStore(other.Path).OpenWriter(Key))
        {
            writer.Put(Candles(10, 20), null, false);
            writer.Put(Candles(0, 12), null, false);
        }

        using StoredCandles one = Store.Open(Key, CandleStore.Always);
        using StoredCandles two = new CandleStore(other.Path).Open(Key, CandleStore.Always);
        using StoredCandles less = Store.Open(Key, new TimeRange(Minute(1), Minute(20)));

        Assert.Equal(one.Hash(), two.Hash());
        Assert.NotEqual(one.Hash(), less.Hash());
    }

    [Fact]
    public void Open_AnyByteChangedOrLost_NamesTheFile()
    {
        Put(Candles(0, 5), new TimeRange(Start, Minute(9)));
        byte[] whole = System.IO.File.ReadAllBytes(File("2025-08"));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 0x10;
            System.IO.File.WriteAllBytes(File("2025-08"), changed);
            Assert.Contains("2025-08", Assert.Throws<CandleStoreDamagedException>(() => Read()).Message, StringComparison.Ordinal);
        }
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File("2025-08"), whole[..length]);
            Assert.Throws<CandleStoreDamagedException>(() => Read());
        }
    }

    [Fact]
    public void Open_FileInTheWrongPlace_IsRefused()
    {
        Put(Candles(0, 5));
        System.IO.File.Move(File("2025-08"), File("2025-07"));

        Assert.Contains("wrong place", Assert.Throws<CandleStoreDamagedException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhatAKilledWriterLeft_IsNotSeen()
    {
        Put(Candles(0, 5));
        System.IO.File.WriteAllText(File("2025-08") + ".new", "half");

        Assert.Equal(Candles(0, 5), Read());
        Assert.Equal(new PutResult(2, 0, 0), Put(Candles(5, 7)));
        Assert.Equal(Candles(0, 7), Read());
    }

    [Fact]
    public void Open_WhileAWriterReplacesTheFile_KeepsWhatItSaw()
    {
        Put(Candles(0, 5));
        using StoredCandles reading = Store.Open(Key, CandleStore.Always);
        Put(Candles(5, 9));

        Assert.Equal(Candles(0, 5), reading);
        Assert.Equal(9, Read().Length);
    }

    [Fact]
    public void OpenWriter_WhileAnotherHasTheSeries_NamesIt()
    {
        using CandleWriter first = Store.OpenWriter(Key);

        CandlesLockedException held = Assert.Throws<CandlesLockedException>(() => Store.OpenWriter(Key));

        Assert.Equal(Environment.ProcessId, held.ProcessId);
        Assert.Contains($"upbit/KRW-BTC/1m are being written by process {Environment.ProcessId}", held.Message, StringComparison.Ordinal);
        Store.OpenWriter(Key with { IntervalMinutes = 3 }).Dispose();
    }

    [Fact]
    public void Ranges_AddedInAnyOrder_HoldExactlyTheirMinutes() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(byte From, byte Length)[]>(), added =>
        {
            TimeRanges set = TimeRanges.Of(added.Select(a => new TimeRange(Minute(a.From), Minute(a.From + a.Length % 40))));
            for (int m = 0; m < 300; m++)
                Assert.Equal(added.Any(a => m >= a.From && m < a.From + a.Length % 40), set.All.Any(r => r.Contains(Minute(m))));
            Assert.All(set.All.Zip(set.All.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
            TimeRange window = new(Minute(20), Minute(200));
            TimeRanges both = TimeRanges.Of(set.Within(window).Concat(set.Missing(window)));
            Assert.Equal([window], both.All);
        }));

    private static Timestamp Minute(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Candle[] Candles(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i =>
        new Candle(Minute(i), Price.Of(100 + i), Price.Of(103 + i), Price.Of(99 + i), Price.Of(101 + i), Quantity.Of(i + 0.5m)))];

    private PutResult Put(IReadOnlyList<Candle> candles, TimeRange? complete = null, bool replace = false)
    {
        using CandleWriter writer = Store.OpenWriter(Key);
        return writer.Put(candles, complete, replace);
    }

    private Candle[] Read(TimeRange? range = null)
    {
        using StoredCandles stored = Store.Open(Key, range ?? CandleStore.Always);
        return [.. stored];
    }
}
