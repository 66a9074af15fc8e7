using System.Globalization;
using CoinPilot.Positions;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>Every order of a run as it was decided, a line each, in a file; what two runs first do otherwise is read from it.</summary>
internal sealed class OrderList : IDisposable
{
    public const string FileName = "orders.csv";

    private const string Header = "time,symbol,strategy,side,type,quantity,price,funds,reason";

    private readonly StreamWriter _file;

    public OrderList(string folder)
    {
        _file = File.CreateText(Path.Combine(folder, FileName));
        _file.Write(Header + "\n");
    }

    /// <summary>To be told of every order, in order.</summary>
    public void Add(OrderIntended order) => _file.Write(LineOf(order) + "\n");

    /// <summary>The order as the file has it.</summary>
    public static string LineOf(OrderIntended o) => string.Create(CultureInfo.InvariantCulture,
        $"{o.At},{o.Symbol},{o.Strategy},{o.Side},{o.Type},{o.Quantity},{o.Price},{o.Funds},{Quoted(o.Reason)}");

    /// <summary>The lines of a run's orders; null where they were not kept.</summary>
    public static IEnumerable<string>? Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        return File.Exists(file) ? File.ReadLines(file).Skip(1) : null;
    }

    public void Dispose() => _file.Dispose();

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\n', ' ')}\"";
}
