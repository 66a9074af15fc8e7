using System.Text;
using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator.Books;

/// <summary>
/// The local exchange's books: a file of JSON lines, written before anybody is told, from which accounts, orders and identifiers
/// stand again after a restart or a kill. Play money: it is handed to the operating system, not flushed to the disk.
/// </summary>
public sealed class ExchangeBooks : IDisposable
{
    private readonly FileStream _file;

    private ExchangeBooks(FileStream file, Money openingCash, IReadOnlyList<(VenueOrder, VenueFill?)> changes)
    {
        _file = file;
        OpeningCash = openingCash;
        Changes = changes;
    }

    /// <summary>KRW when the books were begun.</summary>
    public Money OpeningCash { get; }

    /// <summary>Every change of earlier runs, oldest first, for <see cref="VenueCore.Restore"/>.</summary>
    public IReadOnlyList<(VenueOrder Order, VenueFill? Fill)> Changes { get; }

    /// <summary>
    /// Opens the books in the folder, or begins them with <paramref name="openingCash"/>. An unfinished last line is cut off.
    /// Throws <see cref="InvalidDataException"/> that names file and line for a damaged one.
    /// </summary>
    public static ExchangeBooks Open(string folder, Money openingCash)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "books.jsonl");
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            string[] lines = ReadWholeLines(file);
            if (lines.Length == 0)
            {
                Write(file, new BookLine { OpeningCash = openingCash.ToString() });
                return new ExchangeBooks(file, openingCash, []);
            }
            return Read(file, path, lines);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Append(VenueOrder order, VenueFill? fill) => Write(_file, BookLine.Of(order, fill));

    /// <summary>A part of the order was taken off lest it trade with its own account.</summary>
    public void AppendPrevention(VenueOrder order) => Write(_file, BookLine.OfPrevention(order));

    public void Dispose() => _file.Dispose();

    private static ExchangeBooks Read(FileStream file, string path, string[] lines)
    {
        Money? cash = null;
        Dictionary<string, VenueOrder> orders = new(StringComparer.Ordinal);
        List<(VenueOrder, VenueFill?)> changes = [];
        for (int i = 0; i < lines.Length; i++)
        {
            try
            {
                BookLine line = BookLine.Parse(lines[i]);
                if (line.OpeningCash is { } opening)
                    cash = Amount.Money(opening);
                else
                    changes.Add(Change(line, orders));
            }
            catch (Exception wrong) when (wrong is JsonException or FormatException or KeyNotFoundException)
            {
                throw new InvalidDataException($"{path} line {i + 1}: {wrong.Message}", wrong);
            }
        }
        return new ExchangeBooks(file, cash ?? throw new InvalidDataException($"{path} line 1: no opening cash"), changes);
    }

    private static (VenueOrder, VenueFill?) Change(BookLine line, Dictionary<string, VenueOrder> orders)
    {
        if (line.Placed is { } placed)
            orders.Add(line.Id, placed.ToOrder(line.Id));
        return (orders[line.Id] with { State = line.State, Prevented = line.Prevented?.ToPrevention() ?? default }, line.Fill?.ToFill());
    }

    private static string[] ReadWholeLines(FileStream file)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(end);
        file.Position = end;
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Write(FileStream file, BookLine line) => file.Write(Encoding.UTF8.GetBytes(line.ToText() + "\n"));
}
