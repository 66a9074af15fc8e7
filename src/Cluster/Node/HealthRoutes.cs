using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Http.Dsl;
using Akka.Management.Dsl;
using Ceen;

namespace CoinPilot.Clustering.Node;

/// <summary>
/// The probes of an orchestrator on Akka.Management's endpoint, which has none of its own: <c>/alive</c> answers while the process does,
/// <c>/ready</c> 200 once the node trades, else 503 and why.
/// </summary>
internal sealed class HealthRoutes : HttpModuleBase, IManagementRouteProvider
{
    private const string Alive = "/alive";
    private const string Ready = "/ready";

    private static readonly ConditionalWeakTable<ActorSystem, INodeWork> Works = [];

    /// <summary>To be called before the endpoint starts.</summary>
    public static void Attach(ActorSystem system, INodeWork work) => Works.AddOrUpdate(system, work);

    public (string, HttpModuleBase)[] Routes(ManagementRouteProviderSettings settings) => [(Alive, this), (Ready, this)];

    public override async Task<bool> HandleAsync(IAkkaHttpContext httpContext)
    {
        IHttpContext http = httpContext.HttpContext;
        if (!string.Equals(http.Request.Method, "get", StringComparison.OrdinalIgnoreCase))
            return false;
        bool asksForLife = http.Request.Path.EndsWith(Alive, StringComparison.Ordinal);
        string? missing = asksForLife ? null
            : Works.TryGetValue(httpContext.ActorSystem, out INodeWork? work) ? await work.WhyNotReadyAsync() : "the node is starting";
        http.Response.StatusCode = missing is null ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
        await http.Response.WriteAllAsync((missing ?? "ok") + "\n", "text/plain");
        return true;
    }
}
