using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoinPilot.App.Cli;

/// <summary>How verbs print JSON: camel case, indented, one document on stdout.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print<T>(T value) => Console.WriteLine(Write(value));

    /// <summary>The document as text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
