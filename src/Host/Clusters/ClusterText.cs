namespace CoinPilot.App.Clusters;

/// <summary>Prints a cluster for the eye.</summary>
internal static class ClusterText
{
    public static void Write(ClusterModel cluster, TextWriter output)
    {
        foreach (MemberModel member in cluster.Members)
        {
            string remarks = string.Join(", ", Remarks(cluster, member));
            output.WriteLine($"{member.Address,-28} {member.Status,-8} {member.Symbols.Count,3} symbols  {remarks}");
            if (member.Symbols.Count > 0)
                output.WriteLine($"    {string.Join(' ', member.Symbols)}");
        }
        if (cluster.Members.Count > 0)
            output.WriteLine();
        output.WriteLine($"{"lease",-16} {"token",6} {"node",6}  {"expires (UTC)",-24} owner");
        foreach (LeaseModel lease in cluster.Leases)
            output.WriteLine($"{lease.Name,-16} {lease.Token,6} {lease.Node,6}  {lease.ExpiresUtc ?? "-",-24} {(lease.IsHeld ? lease.Owner : "nobody")}");
        if (cluster.Leases.Count == 0)
            output.WriteLine("none was ever taken");
    }

    private static IEnumerable<string> Remarks(ClusterModel cluster, MemberModel member)
    {
        if (member.Address == cluster.Self)
            yield return "answers";
        if (member.Address == cluster.Leader)
            yield return "leader";
        if (!member.IsReachable)
            yield return "UNREACHABLE";
        foreach (string role in member.Roles)
            yield return role;
    }
}
