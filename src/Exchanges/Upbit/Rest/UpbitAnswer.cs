using System.Text;
using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>What came of a call, as far as acting on it goes.</summary>
public enum UpbitOutcome
{
    /// <summary>200 or 201 with a body.</summary>
    Ok,
    /// <summary>Any other 4xx; see the error.</summary>
    Refused,
    /// <summary>429 after the last attempt: not processed.</summary>
    RateLimited,
    /// <summary>418, now or before: nothing is sent any more.</summary>
    Blocked,
    /// <summary>No byte of it can have been acted on.</summary>
    NotSent,
    /// <summary>5xx, an unexpected status, a timeout or a broken connection: it may have been acted on.</summary>
    Uncertain,
    /// <summary>An answer of success that is not of the shape asked for.</summary>
    Unreadable,
}

/// <summary>What came of a call. <paramref name="ErrorName"/> is the venue's, empty where it gave none.</summary>
internal sealed record UpbitAnswer(UpbitOutcome Outcome, int Status, byte[] Body, string ErrorName, string Detail)
{
    public UpbitError Error => UpbitErrors.Of(ErrorName);

    public static UpbitAnswer Without(UpbitOutcome outcome, string detail) => new(outcome, 0, [], "", detail);

    public static UpbitAnswer Of(int status, byte[] body)
    {
        UpbitOutcome outcome = status switch
        {
            200 or 201 => UpbitOutcome.Ok,
            418 => UpbitOutcome.Blocked,
            429 => UpbitOutcome.RateLimited,
            >= 400 and < 500 => UpbitOutcome.Refused,
            _ => UpbitOutcome.Uncertain,
        };
        if (outcome == UpbitOutcome.Ok)
            return new UpbitAnswer(outcome, status, body, "", "");
        (string name, string message) = ReadError(body);
        return new UpbitAnswer(outcome, status, body, name, $"HTTP {status} {name} {message}".TrimEnd());
    }

    /// <summary>The body as a value, or why there is none.</summary>
    public UpbitResult<T> As<T>(Func<byte[], T?> read) where T : class
    {
        if (Outcome != UpbitOutcome.Ok)
            return new UpbitResult<T>(null, Failure(Outcome, Detail));
        return read(Body) is { } value
            ? new UpbitResult<T>(value, null)
            : new UpbitResult<T>(null, Failure(UpbitOutcome.Unreadable, "an answer that is not of the shape asked for"));
    }

    private UpbitFailure Failure(UpbitOutcome outcome, string detail) => new(outcome, Error, Status, ErrorName, detail);

    /// <summary>The name is a text in the exchange's answers and a number in the quotation's; a body that is not JSON is quoted.</summary>
    private static (string Name, string Message) ReadError(byte[] body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out JsonElement error)
                && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("name", out JsonElement name))
                return (name.ToString(), error.TryGetProperty("message", out JsonElement message) ? message.ToString() : "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Plain text is common here, for 429 above all.
        }
        return ("", Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 200)));
    }
}
