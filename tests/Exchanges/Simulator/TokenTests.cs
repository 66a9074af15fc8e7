using System.Net;
using System.Security.Cryptography;
using System.Text;
using CoinPilot.Exchanges.Simulator;

namespace CoinPilot.Tests.Exchanges.Simulator;

public sealed class TokenTests
{
    private const string Access = "test-access-key";
    private const string Secret = "test-secret-key";
    private const string VectorQuery = "market=KRW-BTC&states[]=wait&states[]=watch";

    private const string VectorPayload =
        """{"access_key":"test-access-key","nonce":"00000000-0000-4000-8000-000000000001","query_hash":"c01bbcb80094d2225c90eda65128baf7ef800471fbdeb76579856d1532cd263060e41ede9c52bfc926a0b46c4b7797a61e4327cda59d236f829cde4c875dfe77","query_hash_alg":"SHA512"}""";

    /// <summary>Signatures made elsewhere, from the published definition alone.</summary>
    [Theory]
    [InlineData("HS256", "HalorqcMlIoOM6n4MSkgQEELsNj9K6HHz3xjsjq2JHU")]
    [InlineData("HS512", "zb7a7iP2KW5T7zbom_VnxJMDSgTwKl5pYrR3qtlFlz8M1Vk4Q1-IyXN2OgMA1dEiWzei3YHWQRwufz6J8hCESA")]
    public async Task Token_OfTheTestVectors_IsAccepted(string algorithm, string signature)
    {
        await using Scene scene = await LockedAsync();
        string token = Part($$"""{"alg":"{{algorithm}}","typ":"JWT"}""") + "." + Part(VectorPayload) + "." + signature;

        Assert.Equal(HttpStatusCode.OK, (await scene.SendAsync(HttpMethod.Get, "/v1/orders/open?" + VectorQuery, token: token)).Status);
    }

    [Fact]
    public async Task Token_WithoutParameters_NeedsNoHash()
    {
        await using Scene scene = await LockedAsync();

        Assert.Equal(HttpStatusCode.OK, (await scene.SendAsync(HttpMethod.Get, "/v1/accounts", token: Token("n1", null))).Status);
    }

    [Fact]
    public async Task Token_OfAPost_CoversTheBodysPairsInTheirOrder()
    {
        await using Scene scene = await LockedAsync();
        const string body = """{"market":"KRW-BTC","side":"bid","ord_type":"price","price":"10000"}""";
        const string pairs = "market=KRW-BTC&side=bid&ord_type=price&price=10000";
        const string otherOrder = "market=KRW-BTC&price=10000&side=bid&ord_type=price";

        Assert.Equal("invalid_query_payload", (await scene.SendAsync(HttpMethod.Post, "/v1/orders", body, Token("n1", otherOrder))).ErrorName);
        Assert.Equal(HttpStatusCode.Created, (await scene.SendAsync(HttpMethod.Post, "/v1/orders", body, Token("n2", pairs))).Status);
    }

    [Fact]
    public async Task Token_HashOfTheUnencodedQuery_IsAcceptedForAnEncodedOne()
    {
        await using Scene scene = await LockedAsync();
        Scene.Answer answer = await scene.SendAsync(HttpMethod.Get, "/v1/order?identifier=a%3Ab%20c", token: Token("n1", "identifier=a:b c"));

        Assert.Equal("order_not_found", answer.ErrorName);
    }

    [Fact]
    public async Task Token_Faulty_IsRefusedByName()
    {
        await using Scene scene = await LockedAsync();
        async Task<string?> NameAsync(string? token, string path = "/v1/accounts")
        {
            Scene.Answer answer = await scene.SendAsync(HttpMethod.Get, path, token: token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            return answer.ErrorName;
        }

        Assert.Equal("no_authorization_token", await NameAsync(null));
        Assert.Equal("jwt_verification", await NameAsync("rubbish"));
        Assert.Equal("jwt_verification", await NameAsync("a.b.c"));
        Assert.Equal("jwt_verification", await NameAsync(Token("n1", null, secret: "other")));
        Assert.Equal("jwt_verification", await NameAsync(Part("""{"alg":"none"}""") + "." + Part($$"""{"access_key":"{{Access}}","nonce":"n"}""") + "."));
        Assert.Equal("invalid_access_key", await NameAsync(Token("n2", null, access: "other")));
        Assert.Equal("invalid_query_payload", await NameAsync(Token("n3", null), "/v1/order?uuid=x"));
        Assert.Equal("invalid_query_payload", await NameAsync(Token("n4", "uuid=y"), "/v1/order?uuid=x"));
        await scene.SendAsync(HttpMethod.Get, "/v1/accounts", token: Token("n5", null));
        Assert.Equal("nonce_used", await NameAsync(Token("n5", null)));
    }

    [Fact]
    public async Task PublicCalls_WithKeysSet_NeedNoToken()
    {
        await using Scene scene = await LockedAsync();

        Assert.Equal(HttpStatusCode.OK, (await scene.GetAsync("/v1/market/all")).Status);
    }

    [Fact]
    public async Task PrivateSocket_WithAToken_TakesSubscriptions()
    {
        await using Scene scene = await LockedAsync();
        using RawSocket socket = await scene.PrivateSocketAsync(Token("n1", null));
        await socket.SendAsync("""[{"ticket":"t"},{"type":"myOrder"}]""");
        await socket.SendAsync("""[{"ticket":"x"},{"method":"LIST_SUBSCRIPTIONS"}]""");

        Assert.Equal("myOrder", (await socket.NextAsync()).GetProperty("result")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task PrivateSocket_WithoutAToken_IsRefusedByNameAndClosed()
    {
        await using Scene scene = await LockedAsync();
        using RawSocket socket = await scene.PrivateSocketAsync();

        Assert.Equal("INVALID_AUTH", (await socket.NextAsync()).GetProperty("error").GetProperty("name").GetString());
        Assert.Null(await socket.NextTextAsync());
    }

    [Fact]
    public async Task Key_FromAnotherAddressOrEnded_IsRefusedByName()
    {
        await using Scene elsewhere = await Scene.SyntheticAsync(o => o with { Keys = Keys with { AllowedAddresses = ["10.0.0.1"] } });
        await using Scene ended = await Scene.SyntheticAsync(o => o with { Keys = Keys with { ExpiresAt = DateTimeOffset.UnixEpoch } });
        Scene.Answer refused = await elsewhere.SendAsync(HttpMethod.Get, "/v1/accounts", token: Token("n1", null));

        Assert.Equal((HttpStatusCode.Unauthorized, "no_authorization_ip"), (refused.Status, refused.ErrorName));
        Assert.Equal("expired_access_key", (await ended.SendAsync(HttpMethod.Get, "/v1/accounts", token: Token("n1", null))).ErrorName);
    }

    [Fact]
    public async Task Key_WithoutTheScope_IsRefusedByName()
    {
        await using Scene scene = await Scene.SyntheticAsync(o => o with { Keys = Keys with { Scopes = ApiScopes.OrderQuery } });
        Scene.Answer refused = await scene.SendAsync(HttpMethod.Get, "/v1/accounts", token: Token("n1", null));

        Assert.Equal((HttpStatusCode.Forbidden, "out_of_scope"), (refused.Status, refused.ErrorName));
        Assert.Equal("out_of_scope", (await scene.SendAsync(HttpMethod.Delete, "/v1/order?uuid=x", token: Token("n2", "uuid=x"))).ErrorName);
        Assert.Equal(HttpStatusCode.OK, (await scene.SendAsync(HttpMethod.Get, "/v1/orders/open", token: Token("n3", null))).Status);
    }

    private static ExchangeKeys Keys { get; } = new(Access, Secret);

    private static Task<Scene> LockedAsync() => Scene.SyntheticAsync(o => o with { Keys = new ExchangeKeys(Access, Secret) });

    private static string Token(string nonce, string? parameters, string access = Access, string secret = Secret)
    {
        string hash = parameters is null ? "" : $",\"query_hash\":\"{Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(parameters)))}\",\"query_hash_alg\":\"SHA512\"";
        string signed = Part("""{"alg":"HS512","typ":"JWT"}""") + "." + Part($"{{\"access_key\":\"{access}\",\"nonce\":\"{nonce}\"{hash}}}");
        return signed + "." + Encode(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)));
    }

    private static string Part(string json) => Encode(Encoding.UTF8.GetBytes(json));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
