using System.Net.Sockets;
using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitKeyTests
{
    [Theory]
    [InlineData(200, "[]", false)]
    [InlineData(401, """{"error":{"name":"out_of_scope","message":"x"}}""", true)]
    [InlineData(403, """{"error":{"name":"out_of_scope","message":"x"}}""", true)]
    [InlineData(404, """{"error":{"name":"not_found","message":"x"}}""", true)]
    [InlineData(403, """{"error":{"name":"open_api_withdraw_locked","message":"x"}}""", false)]
    [InlineData(500, "", false)]
    public async Task Key_IsUsable_OnlyWhenItCertainlyCannotWithdraw(int status, string body, bool usable)
    {
        await using FakeUpbit venue = await FakeUpbit.StartAsync();
        venue.OnCall = (call, http) => call.Path.StartsWith("/v1/withdraws", StringComparison.Ordinal)
            ? FakeUpbit.Answer(http, status, body)
            : FakeUpbit.Answer(http, 200, "[]");
        using var rest = new UpbitRest(venue.Options(), new UpbitCounters());

        UpbitKeyVerdict verdict = await UpbitKeyCheck.RunAsync(rest, CancellationToken.None);

        Assert.Equal(usable, verdict.IsUsable);
        Assert.All(venue.Calls, c => Assert.Equal("GET", c.Method));
    }

    [Fact]
    public async Task Key_OfAVenueElsewhere_WhoseWithdrawCallIsGone_IsRefused()
    {
        await using FakeUpbit venue = await FakeUpbit.StartAsync();
        venue.OnCall = (call, http) => call.Path.StartsWith("/v1/withdraws", StringComparison.Ordinal)
            ? FakeUpbit.Answer(http, 404, """{"error":{"name":"not_found","message":"no Route"}}""")
            : FakeUpbit.Answer(http, 200, "[]");
        using var line = new TcpClient(venue.Address.Host, venue.Address.Port);
        using var rest = new UpbitRest(
            venue.Options() with { RestBase = new Uri("http://exchange.example"), Transport = line.GetStream }, new UpbitCounters());

        UpbitKeyVerdict verdict = await UpbitKeyCheck.RunAsync(rest, CancellationToken.None);
        Assert.False(verdict.IsUsable);
        Assert.StartsWith("whether the key can withdraw is not certain: HTTP 404", verdict.Reason);
    }

    [Theory]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/orders/open")]
    public async Task Key_WithoutAPermissionItNeeds_IsRefused(string path)
    {
        await using FakeUpbit venue = await FakeUpbit.StartAsync();
        venue.OnCall = (call, http) => call.Path == path || call.Path.StartsWith("/v1/withdraws", StringComparison.Ordinal)
            ? FakeUpbit.Answer(http, 401, """{"error":{"name":"out_of_scope","message":"x"}}""")
            : FakeUpbit.Answer(http, 200, "[]");
        using var rest = new UpbitRest(venue.Options(), new UpbitCounters());

        Assert.False((await UpbitKeyCheck.RunAsync(rest, CancellationToken.None)).IsUsable);
    }

    [Theory]
    [InlineData("access-1\nsecret-1\n")]
    [InlineData("access-1\r\n\r\nsecret-1")]
    [InlineData("""{"access_key":"access-1","secret_key":"secret-1"}""")]
    public void File_OfEitherForm_GivesTheKeys(string text)
    {
        UpbitCredentials keys = FromText(text);

        Assert.Equal(("access-1", "secret-1"), (keys.AccessKey, keys.SecretKey));
        Assert.Equal("UpbitCredentials(redacted)", keys.ToString());
        Assert.DoesNotContain("secret-1", $"{UpbitOptions.For(new Uri("http://h"), keys)}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("sec ret\naccess")]
    [InlineData("only-the-secret")]
    [InlineData("""{"access_key":"secret"}""")]
    [InlineData("""{"access_key":"secret" """)]
    public void File_OfNeitherForm_NamesTheFileAndNotTheKey(string text)
    {
        FormatException e = Assert.Throws<FormatException>(() => FromText(text));

        Assert.Contains(".keys", e.Message);
        Assert.DoesNotContain("secret\"", e.ToString());
    }

    [Fact]
    public void Keys_InTheEnvironment_AreBothOrNeither()
    {
        Assert.Null(UpbitCredentials.FromEnvironment(_ => null));
        Assert.Throws<FormatException>(() => UpbitCredentials.FromEnvironment(n => n == UpbitCredentials.AccessKeyVariable ? "a" : null));
        Assert.Equal("a", UpbitCredentials.FromEnvironment(_ => " a ")?.SecretKey);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8700", "ws://127.0.0.1:8700/websocket/v1")]
    [InlineData("http://localhost:8700/", "ws://localhost:8700/websocket/v1")]
    [InlineData("https://api.upbit.com", "wss://api.upbit.com/websocket/v1")]
    public void Options_OfOneAddress_DeriveTheSocket(string address, string socket)
    {
        UpbitOptions options = UpbitOptions.For(new Uri(address));

        Assert.Equal(new Uri(socket), options.SocketBase);
        Assert.Equal(socket + "/private", options.PrivateSocket.AbsoluteUri);
    }

    [Fact]
    public void Options_OfAnotherScheme_AreRefused() => Assert.Throws<ArgumentException>(() => UpbitOptions.For(new Uri("ftp://h")));

    private static UpbitCredentials FromText(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".keys");
        try
        {
            File.WriteAllText(path, text);
            return UpbitCredentials.FromFile(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
