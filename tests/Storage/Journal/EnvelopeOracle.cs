using System.Text;
using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Storage.Journal;

/// <summary>The bytes of an envelope after docs/journal-format.md, written without the journal's code.</summary>
internal static class EnvelopeOracle
{
    public static byte[] Bytes(JournalEvent @event)
    {
        var bytes = new List<byte>();
        Text(bytes, @event.EntityId);
        Number(bytes, @event.Sequence);
        Number(bytes, @event.EventTime.UnixMicros);
        Number(bytes, @event.RecordedTime.UnixMicros);
        Text(bytes, @event.Manifest);
        Number(bytes, @event.SchemaVersion);
        bytes.AddRange(@event.PreviousHash.Span);
        var payload = new List<byte>();
        Text(payload, ((Note)@event.Event).Text);
        Length(bytes, payload.Count);
        bytes.AddRange(payload);
        return [.. bytes];
    }

    private static void Text(List<byte> bytes, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Length(bytes, utf8.Length);
        bytes.AddRange(utf8);
    }

    private static void Number(List<byte> bytes, long value) => Length(bytes, value >= 0 ? value * 2 : -value * 2 - 1);

    private static void Length(List<byte> bytes, long value)
    {
        while (value > 127)
        {
            bytes.Add((byte)(value % 128 + 128));
            value /= 128;
        }
        bytes.Add((byte)value);
    }
}
