namespace CoinPilot.Exchanges.Simulator;

/// <summary>The account's API key pair; the secret signs as plain text.</summary>
public sealed record ExchangeKeys(string AccessKey, string SecretKey);
