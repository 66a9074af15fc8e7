namespace CoinPilot.App.Views;

/// <summary>The newest orders, for display. Any thread.</summary>
internal interface IOrderLog
{
    /// <summary>The order of that id, or null where it is not among those that are kept.</summary>
    OrderRow? Find(string clientOrderId);

    /// <summary>The newest orders, newest first.</summary>
    IReadOnlyList<OrderRow> Newest(int count);
}
