using CoinPilot.Exchanges.Upbit;

namespace CoinPilot.Tests.Exchanges.Upbit;

public sealed class UpbitJwtTests
{
    private const string Nonce = "00000000-0000-4000-8000-000000000001";
    private static readonly UpbitCredentials Keys = new("test-access-key", "test-secret-key");

    private static UpbitParameters Query => new UpbitParameters().With("market", "KRW-BTC").With("states[]", "wait").With("states[]", "watch");

    [Theory]
    [InlineData(UpbitJwtAlgorithm.Hs256, "HalorqcMlIoOM6n4MSkgQEELsNj9K6HHz3xjsjq2JHU")]
    [InlineData(UpbitJwtAlgorithm.Hs512, "zb7a7iP2KW5T7zbom_VnxJMDSgTwKl5pYrR3qtlFlz8M1Vk4Q1-IyXN2OgMA1dEiWzei3YHWQRwufz6J8hCESA")]
    internal void Signature_OfTheVector_IsExact(UpbitJwtAlgorithm algorithm, string expected)
    {
        string token = UpbitJwt.Create(Keys, Nonce, Query.ToHashed(), algorithm);

        Assert.Equal(expected, token.Split('.')[2]);
    }

    [Fact]
    public void QueryHash_OfTheVectors_IsExact()
    {
        UpbitParameters order = new UpbitParameters()
            .With("market", "KRW-BTC").With("side", "bid").With("volume", "0.01").With("price", "100000000").With("ord_type", "limit")
            .With("time_in_force", null);

        Assert.Equal("c01bbcb80094d2225c90eda65128baf7ef800471fbdeb76579856d1532cd263060e41ede9c52bfc926a0b46c4b7797a61e4327cda59d236f829cde4c875dfe77",
            UpbitJwt.QueryHash(Query.ToHashed()));
        Assert.Equal("04f10e7f849051645e088a4217a3e1f938268054df0e99b93ac74627b11f6931e501657d777720f9d19fc2a6649e3afc4a6e4e83ccf3d0569be6bde4633750dc",
            UpbitJwt.QueryHash(order.ToHashed()));
    }

    [Fact]
    public void Url_OfAQuery_EncodesValuesButNotBrackets()
    {
        UpbitParameters parameters = new UpbitParameters().With("states[]", "wait").With("to", "2025-06-24T13:56:53+09:00");

        Assert.Equal("states[]=wait&to=2025-06-24T13%3A56%3A53%2B09%3A00", parameters.ToUrl());
        Assert.Equal("?states[]=wait&to=2025-06-24T13%3A56%3A53%2B09%3A00", new Uri("http://h/v1/x?" + parameters.ToUrl()).Query);
        Assert.Equal("states[]=wait&to=2025-06-24T13:56:53+09:00", parameters.ToHashed());
    }

    [Fact]
    public void Token_WithoutParameters_HasNoQueryHash()
    {
        string payload = UpbitJwt.Create(Keys, Nonce, "").Split('.')[1];

        Assert.Equal($$"""{"access_key":"test-access-key","nonce":"{{Nonce}}"}""", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(payload)));
    }
}
