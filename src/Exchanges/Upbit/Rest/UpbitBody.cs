using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads a REST answer's body; null, or an exception of JSON, where it is not what was asked for.</summary>
internal delegate T? BodyReader<out T>(ReadOnlySpan<byte> json) where T : class;

/// <summary>The bodies of REST answers as values: all of an answer, or none.</summary>
internal static class UpbitBody
{
    /// <summary>Null for a body that is not JSON, or not of that shape.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> json, BodyReader<T> read) where T : class
    {
        try
        {
            return read(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A list; null when any element is unreadable.</summary>
    public static IReadOnlyList<T>? TryReadList<T>(ReadOnlySpan<byte> json, BodyReader<T> read) where T : class
    {
        try
        {
            List<T> all = [];
            var elements = new JsonElements(json);
            while (elements.TryNext(out ReadOnlySpan<byte> element))
            {
                if (read(element) is not { } value)
                    return null;
                all.Add(value);
            }
            return all;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
