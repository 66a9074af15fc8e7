using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>How tokens are signed. The venue recommends the first and takes both.</summary>
public enum UpbitJwtAlgorithm { Hs512, Hs256 }

/// <summary>The signed token that the venue takes as proof of a key. The secret is used as text, not decoded.</summary>
internal static class UpbitJwt
{
    private static readonly JavaScriptEncoder Plain = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <param name="query">What <see cref="UpbitParameters.ToHashed"/> gives; empty for a call without parameters.</param>
    public static string Create(
        UpbitCredentials credentials, string nonce, string query, UpbitJwtAlgorithm algorithm = UpbitJwtAlgorithm.Hs512)
    {
        string header = algorithm == UpbitJwtAlgorithm.Hs512 ? """{"alg":"HS512","typ":"JWT"}""" : """{"alg":"HS256","typ":"JWT"}""";
        string signed = Encode(Encoding.ASCII.GetBytes(header)) + "." + Encode(Payload(credentials.AccessKey, nonce, query));
        byte[] key = Encoding.UTF8.GetBytes(credentials.SecretKey), bytes = Encoding.ASCII.GetBytes(signed);
        byte[] signature = algorithm == UpbitJwtAlgorithm.Hs512 ? HMACSHA512.HashData(key, bytes) : HMACSHA256.HashData(key, bytes);
        return signed + "." + Encode(signature);
    }

    /// <summary>Lower-case hex SHA-512 of the query as sent, unencoded.</summary>
    public static string QueryHash(string query) => Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(query)));

    private static byte[] Payload(string accessKey, string nonce, string query)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Plain }))
        {
            writer.WriteStartObject();
            writer.WriteString("access_key", accessKey);
            writer.WriteString("nonce", nonce);
            if (query.Length > 0)
            {
                writer.WriteString("query_hash", QueryHash(query));
                writer.WriteString("query_hash_alg", "SHA512");
            }
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
