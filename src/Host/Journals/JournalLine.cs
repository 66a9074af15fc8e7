using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CoinPilot.Actors.Contract;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.App.Journals;

/// <summary>A journaled event as one line of JSON: the envelope, and the event's own fields. Exact numbers are strings, times are UTC.</summary>
internal static class JournalLine
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new TextWriterOf<Price>(), new TextWriterOf<Quantity>(), new TextWriterOf<Money>(), new TextWriterOf<Symbol>(),
            new TextWriterOf<Timestamp>(), new TextWriterOf<ClientOrderId>(), new JsonStringEnumConverter(),
        },
    };

    public static string Write(JournalEvent recorded) => JsonSerializer.Serialize(
        new Line(
            recorded.EntityId, recorded.Sequence, recorded.EventTime, recorded.EventTime.ToKstString(), recorded.RecordedTime, recorded.Manifest,
            recorded.SchemaVersion, Convert.ToHexStringLower(recorded.PreviousHash.Span), Convert.ToHexStringLower(recorded.Hash.Span), recorded.Event),
        Options);

    /// <summary>The event's own fields alone.</summary>
    public static string WriteEvent(JournalEvent recorded) => JsonSerializer.Serialize(recorded.Event, Options);

    // A member declared as object is written by its real type.
    private sealed record Line(
        string Entity, long Sequence, Timestamp EventTime, string EventTimeKst, Timestamp RecordedTime, string Manifest, int SchemaVersion,
        string PreviousHash, string Hash, object Event);

    private sealed class TextWriterOf<T> : JsonConverter<T> where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("the journal is not read from JSON");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
