using System.Buffers;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Wire;

public sealed class InputCodecTests
{
    private static readonly ClientOrderId Id = new("j-KRW-BTC-ma-7");
    private static readonly Symbol Btc = Symbol.Parse("KRW-BTC");
    private static readonly Timestamp At = Timestamp.Utc(2025, 9, 1, 12, 30);
    private static readonly Candle Minute = new(At, Price.Of(3), Price.Of(5), Price.Of(1), Price.Of(4), Quantity.Of(0.5m));

    private static readonly object[] Samples =
    [
        new ExecutionReport(Id, Btc, "v1", ReportedState.Closed, Quantity.Of(2),
            [new ReportedFill("t1", Price.Of(95_000_000), Quantity.Of(0.25m), Money.Of(47.5m), LiquiditySide.Maker, At)], At),
        new ExecutionReport(Id, Btc, "v2", ReportedState.Open, null, [], At),
        new SubmitRejected(Id, Btc, "insufficient_funds", "주문가능한 금액이 부족합니다"), new SubmitAmbiguous(Id, Btc, "timeout"), new SubmitNotSent(Id, Btc, "quota"),
        new LookUpFailed(Id, Btc, "503"), new OrderNotFound(Id, Btc),
        new ReconcilePosition(new VenueStatement(
            ValueList<StatedOrder>.Of([new StatedOrder(Id, "v1", OrderSide.Sell, true, Quantity.Of(1), Price.Of(9), Quantity.Zero, At)]),
            ValueList<StatedOrder>.Of([new StatedOrder(Id, "v3", OrderSide.Buy, false, Quantity.Zero, Price.None, Quantity.Of(3), At)]), Quantity.Of(7)), true),
        new OpenAccount("j", Money.Of(10_000_000)), new EngageKillSwitch("a"), new ReleaseKillSwitch("b"), new Flatten("c"),
        new SetTradingState(TradingState.Reducing, "d"), new ConfigureLimits(RiskLimits.Default with { MaxPositions = 3, Sizing = SizingMethod.Unit }, "e"),
        new OverrideLimits(ValueList<LimitSetting>.Of([new LimitSetting("max_positions", "2")]), "f"),
        new StopEntries(), new NoteJournal(true), new ReportAccount(), new GetAccount(), new GetBook(), new GetSymbolRefs(), new GetMarketStatus(), new GetStrategyStatus(),
        new GetCashMark(), new ReconcileCash(Money.Of(-1.5m), 41, 42, true, false), new ResumeWatch(At, [Minute]),
        new WarmUp([Minute, Minute with { OpenTime = At + TimeSpan.FromMinutes(1) }]),
    ];

    [Fact]
    public void Samples_WrittenAndRead_AreTheSame() => Assert.All(Samples, sample =>
    {
        object read = Read(sample, out byte[] bytes);

        Assert.Equal(sample.GetType(), read.GetType());
        Assert.Equal(Fields(sample), Fields(read));
        _ = Read(read, out byte[] again);
        Assert.Equal(bytes, again);
    });

    [Fact]
    public void Schemas_OfInputs_EachHaveASampleHere() =>
        Assert.Empty(new InputCodec().Schemas.Select(s => s.Type).Except(Samples.Select(s => s.GetType())));

    [Fact]
    public void Messages_ThatComeFromOutside_AllHaveASchema()
    {
        Type[] outside = [typeof(IExecutionReply), typeof(IAccountCommand)];
        Type[] all = [.. typeof(IAccountCommand).Assembly.GetTypes().Where(t => !t.IsInterface && (outside.Any(t.IsAssignableTo) || IsQuestion(t)))];

        Assert.True(all.Length > 15);
        Assert.Empty(all.Except(new InputCodec().Schemas.Select(s => s.Type)));
    }

    [Fact]
    public void Payload_CutOffAnywhere_IsRefused() => Assert.All(Samples, sample =>
    {
        InputCodec codec = new();
        ArrayBufferWriter<byte> bytes = new();
        (string manifest, int version) = codec.Encode(sample, bytes);
        for (int length = 0; length < bytes.WrittenCount; length++)
            Assert.Throws<FormatException>(() => codec.Decode(manifest, version, bytes.WrittenSpan[..length]));
    });

    // Questions are asked by the dashboard and the command line; all are called so.
    private static bool IsQuestion(Type type) => type.Namespace == typeof(GetAccount).Namespace && type.Name.StartsWith("Get", StringComparison.Ordinal);

    private static object Read(object message, out byte[] bytes)
    {
        InputCodec codec = new();
        ArrayBufferWriter<byte> writer = new();
        (string manifest, int version) = codec.Encode(message, writer);
        bytes = writer.WrittenSpan.ToArray();
        return codec.Decode(manifest, version, bytes);
    }

    // Lists in messages are not equal by content; what they hold is.
    private static IEnumerable<object?> Fields(object message) => message.GetType().GetProperties().Where(p => p.Name != "EqualityContract")
        .SelectMany(p => p.GetValue(message) is System.Collections.IEnumerable many and not string ? many.Cast<object?>() : [p.GetValue(message)]);
}
