namespace CoinPilot.Clustering.Node;

/// <summary>What the cluster asks of the process that hosts a node.</summary>
public interface INodeWork
{
    /// <summary>The work of a symbol, by its market code; called each time that the symbol comes to this node.</summary>
    ILeasedWork OfSymbol(string symbol);

    /// <summary>The portfolio's work; called each time that it comes to this node.</summary>
    ILeasedWork OfPortfolio();

    /// <summary>The node is leaving: nothing new is decided from here on.</summary>
    void StopDeciding();

    /// <summary>
    /// The node is on the smaller side of a cut network, or the others have given it up: everything stops at once. Nobody is there to hand over to.
    /// </summary>
    void Expel();

    /// <summary>Answers a request of another node's API as this node's own would: status code and JSON.</summary>
    Task<(int Status, string Body)> CallAsync(string method, string path);

    /// <summary>Null when this node can trade, else what is missing.</summary>
    Task<string?> WhyNotReadyAsync();
}
