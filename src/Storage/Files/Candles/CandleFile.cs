using System.IO.Compression;
using System.Security.Cryptography;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>One symbol's one-minute candles from a CSV file, plain or gzipped, oldest first.</summary>
/// <param name="Symbol">What the file's name tells (<c>BTC_KRW_1m.csv.gz</c>, <c>KRW-BTC.csv</c>); null when it tells nothing.</param>
/// <param name="Bytes">The file as it lies on the disk, for hashing.</param>
public sealed record CandleFile(string Path, Symbol? Symbol, byte[] Bytes, IReadOnlyList<Candle> Candles)
{
    /// <summary>SHA-256 of the files' bytes, one after the other, lower-case hex.</summary>
    public static string HashOf(IEnumerable<CandleFile> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CandleFile file in files)
            hash.AppendData(file.Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads and checks the whole file. Throws <see cref="CandleFileException"/>.</summary>
    public static CandleFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CandleFileException(path, "there is no such file");
        }
        try
        {
            using Stream text = Open(bytes);
            List<Candle> candles = new CandleCsv(path, text).ReadAll();
            return candles.Count > 0 ? new CandleFile(path, SymbolOf(path), bytes, candles) : throw new CandleFileException(path, "it has no candles");
        }
        catch (InvalidDataException damaged)
        {
            throw new CandleFileException(path, $"damaged gzip: {damaged.Message}");
        }
    }

    private static Stream Open(byte[] bytes)
    {
        MemoryStream raw = new(bytes, writable: false);
        bool gzip = bytes is [0x1F, 0x8B, ..];
        return gzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    private static Symbol? SymbolOf(string path)
    {
        string name = System.IO.Path.GetFileName(path).Split('.')[0].ToUpperInvariant();
        string[] parts = name.Split('_');
        string code = parts.Length > 1 && parts[1] == "KRW" ? $"KRW-{parts[0]}" : parts[0];
        return Values.Symbol.TryParse(code, out Symbol symbol) ? symbol : null;
    }
}
