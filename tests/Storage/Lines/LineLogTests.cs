using CoinPilot.Storage.Files.Lines;

namespace CoinPilot.Tests.Storage.Lines;

public sealed class LineLogTests
{
    [Fact]
    public void Open_AfterAppending_GivesTheLinesBackInOrder()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "deep", "a.log");
        (LineLog log, LineLogContent empty) = LineLog.Open(path);
        log.Append("one");
        log.Append("");
        log.Append("비트코인");
        Assert.Equal(["one", "", "비트코인"], LineLog.Read(path).Lines);
        log.Dispose();

        (LineLog again, LineLogContent content) = LineLog.Open(path);
        again.Append("four");
        again.Dispose();

        Assert.Empty(empty.Lines);
        Assert.Equal((3, 0), (content.Lines.Count, content.TornBytes));
        Assert.Equal(["one", "", "비트코인", "four"], LineLog.Read(path).Lines);
    }

    [Fact]
    public void Open_OfAWriteCutOffAnywhere_KeepsTheLinesBefore()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "a.log");
        byte[] whole = WriteTwo(path);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;

        for (int length = second; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            (LineLog log, LineLogContent content) = LineLog.Open(path);
            log.Append("three");
            log.Dispose();

            Assert.Equal(["one"], content.Lines);
            Assert.Equal(length - second, content.TornBytes);
            Assert.Equal(["one", "three"], LineLog.Read(path).Lines);
        }
    }

    [Fact]
    public void Read_OfAnyByteChanged_NamesTheLineOrTakesTheLastForTorn()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "a.log");
        byte[] whole = WriteTwo(path);
        int second = Array.IndexOf(whole, (byte)'\n') + 1;

        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            // Without the break between them the two are one line, and that is the last.
            if (i == second - 1)
                Assert.Equal((0, whole.Length), (LineLog.Read(path).Lines.Count, LineLog.Read(path).TornBytes));
            else if (i < second)
                Assert.StartsWith($"{path}(1): ", Assert.Throws<InvalidDataException>(() => LineLog.Read(path)).Message, StringComparison.Ordinal);
            else
                Assert.Equal((1, whole.Length - second), (LineLog.Read(path).Lines.Count, LineLog.Read(path).TornBytes));
        }
    }

    [Fact]
    public void Open_WhileAnotherWrites_IsRefused()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.Path, "a.log");
        (LineLog log, _) = LineLog.Open(path);

        Assert.Contains("another process", Assert.Throws<IOException>(() => LineLog.Open(path)).Message, StringComparison.Ordinal);

        log.Dispose();
        LineLog.Open(path).Log.Dispose();
    }

    [Fact]
    public void Append_OfSeveralLines_IsRefused()
    {
        using TempFolder folder = new();
        (LineLog log, _) = LineLog.Open(Path.Combine(folder.Path, "a.log"));

        Assert.Throws<ArgumentException>(() => log.Append("a\nb"));
        log.Dispose();
    }

    private static byte[] WriteTwo(string path)
    {
        (LineLog log, _) = LineLog.Open(path);
        log.Append("one");
        log.Append("two");
        log.Dispose();
        return File.ReadAllBytes(path);
    }
}
