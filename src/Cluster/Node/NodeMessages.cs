namespace CoinPilot.Clustering.Node;

/// <summary>To a symbol's region: it is to run somewhere. Repeated by every node, since a message is what starts an entity.</summary>
internal sealed record Wake(string Symbol);

/// <summary>To another node: a request of the API.</summary>
internal sealed record ApiCall(string Method, string Path);

/// <summary>The answer to an <see cref="ApiCall"/>.</summary>
internal sealed record ApiAnswer(int Status, string Body);

/// <summary>To a home, within its node: let what runs here come to its end.</summary>
internal sealed class EndWork
{
    public static readonly EndWork Instance = new();
}
