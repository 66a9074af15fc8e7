using CoinPilot.Orders;

namespace CoinPilot.Tests.Orders;

/// <summary>The whole table, written out a second time: what each status permits, and where that leads.</summary>
public sealed class OrderLifeTests
{
    private const string InDoubt = "Submit>Submitted Accept>Open Execute>PartiallyFilled Cancel>Cancelled Reject>Rejected Resize>{0} RequestCancel>{0}";

    [Theory]
    [InlineData(OrderStatus.New, "Arm>Armed Permit>New Submit>Submitted")]
    [InlineData(OrderStatus.Armed, "AdvanceTrail>Armed Resize>Armed RequestCancel>Armed Trigger>Triggered Cancel>Cancelled")]
    [InlineData(OrderStatus.Triggered, "Resize>Triggered Permit>Triggered RequestCancel>Triggered Submit>Submitted Cancel>Cancelled")]
    [InlineData(OrderStatus.Submitted, "Doubt>Unknown " + InDoubt)]
    [InlineData(OrderStatus.Unknown, InDoubt)]
    [InlineData(OrderStatus.Open, "Execute>PartiallyFilled Cancel>Cancelled Resize>Open RequestCancel>Open")]
    [InlineData(OrderStatus.PartiallyFilled,
        "Accept>PartiallyFilled Execute>PartiallyFilled Fill>Filled Cancel>Cancelled Resize>PartiallyFilled RequestCancel>PartiallyFilled")]
    [InlineData(OrderStatus.Filled, "")]
    [InlineData(OrderStatus.Cancelled, "")]
    [InlineData(OrderStatus.Rejected, "Reopen>Unknown")]
    public void Next_EveryStep_IsTheTablesOrRefused(OrderStatus from, string legal)
    {
        Dictionary<string, string> table = string.Format(null, legal, from).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('>')).ToDictionary(pair => pair[0], pair => pair[1]);

        foreach (OrderStep step in Enum.GetValues<OrderStep>())
            Assert.Equal(table.GetValueOrDefault(step.ToString()), OrderLife.Next(from, step)?.ToString());
    }

    [Fact]
    public void RefusalOf_StatusAndStep_NamesBoth()
    {
        Assert.Equal("ORDER_FILLED_REFUSES_SUBMIT", OrderLife.RefusalOf(OrderStatus.Filled, OrderStep.Submit));
        Assert.Equal("ORDER_PARTIALLYFILLED_REFUSES_ARM", OrderLife.RefusalOf(OrderStatus.PartiallyFilled, OrderStep.Arm));
    }
}
