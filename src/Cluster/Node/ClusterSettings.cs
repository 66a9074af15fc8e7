using System.Globalization;
using Akka.Configuration;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Persistence;

namespace CoinPilot.Clustering.Node;

/// <summary>What a node configures Akka with beyond its defaults, each with its reason.</summary>
internal static class ClusterSettings
{
    /// <summary>What the contact points are called in discovery.</summary>
    public const string ServiceName = "coinpilot";

    public static Config Of(ClusterNodeOptions options) => ConfigurationFactory.ParseString($$"""
        akka {
            loglevel = WARNING
            stdout-loglevel = OFF
            log-dead-letters = off
            log-dead-letters-during-shutdown = off
            # The process has an order of its own in which it ends.
            coordinated-shutdown {
                run-by-clr-shutdown-hook = off
                exit-clr = off
                # Symbols drain, each for some seconds, before they go to another node.
                phases.cluster-sharding-shutdown-region.timeout = 20 s
                phases.cluster-exiting.timeout = 15 s
            }
            actor {
                serializers.coinpilot-node = "{{typeof(NodeMessageSerializer).AssemblyQualifiedName}}"
                serialization-bindings {
                    "{{typeof(Wake).AssemblyQualifiedName}}" = coinpilot-node
                    "{{typeof(ApiCall).AssemblyQualifiedName}}" = coinpilot-node
                    "{{typeof(ApiAnswer).AssemblyQualifiedName}}" = coinpilot-node
                }
            }
            remote.dot-netty.tcp.maximum-frame-size = 4194304
            cluster {
                run-coordinated-shutdown-when-down = on
                # Two to four times as quick as the defaults: all of it adds to the time that a dead node's symbols stand still.
                failure-detector {
                    heartbeat-interval = 250 ms
                    acceptable-heartbeat-pause = 1500 ms
                }
                unreachable-nodes-reaper-interval = 250 ms
                leader-actions-interval = 250 ms
                gossip-interval = 500 ms
                split-brain-resolver.stable-after = {{options.StableAfter.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)}} ms
                # By default as long as stable-after, once more: here a symbol's lease says when its old owner is gone.
                down-removal-margin = 100 ms
                sharding {
                    state-store-mode = ddata
                    # Every node names every symbol again and again; none is to be remembered.
                    remember-entities = off
                    distributed-data.durable.keys = []
                    # Every tick of gossip also propagates deltas, and that fails in this version whenever a node has three, five, ... others: it
                    # reads past the end of their list, and the replicator starts anew with nothing. The one thing kept here, where each
                    # shard is, has no deltas and is read and written by majority, which needs no gossip.
                    distributed-data.gossip-interval = 1000 d
                    passivate-idle-entity-after = off
                    rebalance-interval = 5 s
                    retry-interval = 500 ms
                    coordinator-failure-backoff = 1 s
                    waiting-for-state-timeout = 1 s
                    handoff-timeout = 30 s
                    least-shard-allocation-strategy {
                        rebalance-absolute-limit = 1000
                        rebalance-relative-limit = 1.0
                    }
                }
            }
            discovery {
                method = config
                config.services.{{ServiceName}}.endpoints = [{{string.Join(", ", options.ContactPoints.Select(point => $"\"{point}\""))}}]
            }
            # Several nodes may be on one host, each with a port of its own.
            management.cluster.bootstrap.contact-point.filter-on-fallback-port = off
            management.http.routes.coinpilot-health = "{{typeof(HealthRoutes).AssemblyQualifiedName}}"
        }
        """).WithFallback(AkkaEngine.Settings).WithFallback(AkkaSqlJournal.Settings(options.WriterConnectionString));
}
