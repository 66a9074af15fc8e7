using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.EndToEnd;

public sealed class JournalDamageTests
{
    [Fact]
    public async Task Journal_DamagedInTheMiddle_RefusesToStartAndSaysWhere()
    {
        using TemporaryFolder folder = new();
        string segment = await TradeAsync(folder);
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(segment, bytes);

        (int run, string _, string runErrors) = await CoinPilotProcess.RunAsync("run", "--data", folder.Path, "--port", "0");
        (int audit, string auditOutput, string _) = await CoinPilotProcess.RunAsync("audit", "--data", folder.Path);

        Assert.Equal(2, run);
        Assert.Contains(Path.GetFileName(segment), runErrors, StringComparison.Ordinal);
        Assert.Contains("byte", runErrors, StringComparison.Ordinal);
        Assert.Equal(1, audit);
        Assert.Contains("DIFFERENCE", auditOutput, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(segment));
    }

    [Fact]
    public async Task Journal_TornTail_IsCutAndReported()
    {
        using TemporaryFolder folder = new();
        string segment = await TradeAsync(folder);
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        await File.WriteAllBytesAsync(segment, bytes[..^7]);

        await using CoinPilotProcess run = CoinPilotProcess.Start("run", "--data", folder.Path, "--port", "0", "--strategy", "ma-cross");
        string cut = await run.WaitForLineAsync("never finished");
        await run.WaitForLineAsync("trading ");
        Assert.Equal(0, await run.TerminateAsync());

        Assert.Contains(Path.GetFileName(segment), run.Output, StringComparison.Ordinal);
        Assert.NotNull(cut);
    }

    private static async Task<string> TradeAsync(TemporaryFolder folder)
    {
        await using CoinPilotProcess run = CoinPilotProcess.Start(
            "run", "--data", folder.Path, "--port", "0", "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "--set", "ma-cross.slow=2",
            "--speed", "600");
        await run.WaitForLineAsync("fills ");
        Assert.Equal(0, await run.TerminateAsync());
        return Directory.GetFiles(folder.In("journal"), "*.cpj").Single();
    }
}
