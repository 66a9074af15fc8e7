using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using CoinPilot.App.OwnStrategies;
using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.OwnStrategies;

[Collection(BuiltExampleCollection.Name)]
public sealed class StrategyFolderTests(BuiltExample example)
{
    private static readonly string Wrong = Path.Combine(AppContext.BaseDirectory, "wrong-strategies", "CoinPilot.Tests.WrongStrategies.dll");

    [Fact]
    public void Folder_WithTheExample_GivesItsStrategiesReadyToRun()
    {
        IReadOnlyList<StrategyDescriptor> found = StrategyFolder.Load(example.Folder, StrategyCatalog.All);

        Assert.Equal(["brittle", "rsi-dip"], found.Select(d => d.Name));
        Strategy strategy = found[1].Choose(new Dictionary<string, string> { ["length"] = "2" }).Create();
        Assert.Equal(20, strategy.WarmUpMinutes);
        Candle[] falling = [.. Enumerable.Range(0, 5).Select(i => CandleAt(i, 100 - i))];
        Intent? last = null;
        foreach (Candle candle in falling)
            last = strategy.OnCandle(candle, default);
        Assert.Equal(new Intent(IntentKind.Enter, "RSI 0.0 is below 30"), last);
    }

    [Fact]
    public void Folder_ReplacedAndReadAnew_LeavesWhatWasReadBefore()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("a.dll");
        File.Copy(example.Assembly, file);
        StrategyDescriptor before = StrategyFolder.Load(folder.Path, []).Single(d => d.Name == "rsi-dip");
        File.WriteAllText(file, "gone");

        Assert.Throws<StrategyFolderException>(() => StrategyFolder.Load(folder.Path, []));
        Assert.Equal("RsiDip", before.Choose(new Dictionary<string, string>()).Create().GetType().Name);
    }

    [Fact]
    public void Assembly_OfWrongStrategies_IsRefusedWithEveryClassAndWhatIsWrongWithIt()
    {
        using TemporaryFolder folder = new();
        string file = folder.In("wrong.dll");
        File.Copy(Wrong, file);

        string prefix = $"{file}: CoinPilot.Tests.WrongStrategies.";
        Assert.Equal(
            [
                $"{prefix}DefaultOutOfRange: 'length' of 'out' is 5 by default, which is not from 10 to 20 and whole",
                $"{prefix}NameOfCapitals: 'Mine' is no name: 1 to 24 small letters, digits and hyphens",
                $"{prefix}Throwing: 'throwing' cannot be made: InvalidOperationException: no constructor today",
                $"{prefix}Unreadable: its descriptor cannot be read: NotSupportedException: no descriptor today",
                $"{prefix}WithoutKind: it does not say how it is asked for: implement IStrategyKind",
            ],
            ProblemsOf(folder.Path));
    }

    [Fact]
    public void Name_ThatIsTaken_IsRefusedByWhose()
    {
        using TemporaryFolder folder = new();
        File.Copy(example.Assembly, folder.In("a.dll"));
        StrategyDescriptor own = new("brittle", "", [], _ => throw new NotSupportedException());

        Assert.Equal([$"{folder.In("a.dll")}: MyStrategy.Brittle: the name 'brittle' is CoinPilot's own"], ProblemsOf(folder.Path, own));
        File.Copy(example.Assembly, folder.In("b.dll"));
        Assert.Equal(
            [
                $"{folder.In("b.dll")}: MyStrategy.Brittle: the name 'brittle' is MyStrategy.Brittle's in {folder.In("a.dll")}",
                $"{folder.In("b.dll")}: MyStrategy.RsiDip: the name 'rsi-dip' is MyStrategy.RsiDip's in {folder.In("a.dll")}",
            ],
            ProblemsOf(folder.Path));
    }

    [Fact]
    public void File_ThatIsNoAssemblyOrHasNoStrategy_IsNamed()
    {
        using TemporaryFolder folder = new();
        File.Copy(example.Assembly, folder.In("good.dll"));
        File.WriteAllText(folder.In("text.dll"), "MZ, but no more");
        File.Copy(typeof(FsCheck.Property).Assembly.Location, folder.In("idle.dll"));
        File.Copy(typeof(Strategy).Assembly.Location, folder.In("CoinPilot.Domain.dll"));
        IReadOnlyList<string> problems = ProblemsOf(folder.Path);

        Assert.Equal(2, problems.Count);
        Assert.StartsWith($"{folder.In("text.dll")}: no .NET assembly (", problems[0], StringComparison.Ordinal);
        Assert.StartsWith($"{folder.In("idle.dll")}: there is no strategy in it", problems[1], StringComparison.Ordinal);
        Assert.Equal([$"{folder.In("none")}: there is no such folder of strategies"], ProblemsOf(folder.In("none")));
        Directory.CreateDirectory(folder.In("empty"));
        Assert.Equal([$"{folder.In("empty")}: there is no assembly with a strategy in it"], ProblemsOf(folder.In("empty")));
    }

    [Theory]
    [InlineData("0.1.0", "0.1.0", true)]
    [InlineData("0.1.0", "0.1.7", true)]
    [InlineData("0.1.8", "0.1.7", false)]
    [InlineData("0.1.0", "0.2.0", false)]
    [InlineData("0.2.0", "1.0.0", false)]
    [InlineData("1.2.0", "1.3.0", true)]
    [InlineData("1.3.0", "1.2.9", false)]
    [InlineData("1.3.0", "2.3.0", false)]
    public void Version_OfTheDomain_FitsOlderOnesThatPromiseTheSame(string theirs, string ours, bool fits) =>
        Assert.Equal(fits, StrategyFile.IsCompatible(Version.Parse(theirs + ".0"), Version.Parse(ours + ".0")));

    [Fact]
    public void Assembly_CompiledAgainstAnotherVersion_IsRefusedWithBoth()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.In("old.dll"), WithDomain(File.ReadAllBytes(example.Assembly), minor: 99));
        string ours = typeof(Strategy).Assembly.GetName().Version!.ToString(3);

        Assert.Equal(
            [$"{folder.In("old.dll")}: compiled against CoinPilot.Domain 0.99.0, this is {ours}: compile it again against the package of this version"],
            ProblemsOf(folder.Path));
    }

    [Fact]
    public void Folder_ThatAnybodyMayWriteTo_IsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are Unix's");
            return;
        }
        using TemporaryFolder folder = new();
        string inner = Directory.CreateDirectory(folder.In("inner")).FullName, file = Path.Combine(inner, "a.dll");
        File.Copy(example.Assembly, file);
        Assert.NotEmpty(StrategyFolder.Load(inner, []));
        foreach (string path in (string[])[inner, file, folder.Path])
        {
            UnixFileMode before = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, before | UnixFileMode.OtherWrite);
            Assert.StartsWith($"{path}: anybody may write to it", Assert.Single(ProblemsOf(inner)), StringComparison.Ordinal);
            File.SetUnixFileMode(path, before);
        }
        File.CreateSymbolicLink(folder.In("link"), inner);
        Assert.NotEmpty(StrategyFolder.Load(folder.In("link"), []));
        File.SetUnixFileMode(inner, File.GetUnixFileMode(inner) | UnixFileMode.OtherWrite);
        Assert.StartsWith($"{inner}: anybody may write to it", Assert.Single(ProblemsOf(folder.In("link"))), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> ProblemsOf(string folder, params StrategyDescriptor[] taken) =>
        Assert.Throws<StrategyFolderException>(() => StrategyFolder.Load(folder, taken)).Problems;

    private static Candle CandleAt(int minute, long price) => new(
        Timestamp.Utc(2025, 9, 1, 0) + TimeSpan.FromMinutes(minute), Price.Of(price), Price.Of(price), Price.Of(price), Price.Of(price), Quantity.Of(1m));

    // The reference's row begins with its version: major, minor, build, revision.
    private static byte[] WithDomain(byte[] bytes, ushort minor)
    {
        using PEReader image = new(new MemoryStream(bytes));
        MetadataReader reader = image.GetMetadataReader();
        AssemblyReferenceHandle domain = reader.AssemblyReferences.Single(r => reader.GetString(reader.GetAssemblyReference(r).Name) == "CoinPilot.Domain");
        int row = image.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (MetadataTokens.GetRowNumber(domain) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(row + 2), minor);
        return bytes;
    }
}
