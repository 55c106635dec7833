public import Telemetry

extension GatewaySnapshot {
    /// The numbers as metrics, for a registry of the process.
    public var metrics: [MetricFamily] {
        func family(
            _ name: String,
            _ help: String,
            _ value: (VersionRow) -> MetricFamily.Value
        ) -> MetricFamily {
            MetricFamily(
                name,
                help: help,
                samples: versions.map { row in
                    .init(value(row), labels: ["worker": row.worker, "version": String(row.number)])
                }
            )
        }
        return [
            family("sluice_requests_total", "Requests given to a version.") { .counter($0.metrics.requests) },
            family("sluice_errors_total", "Answers with status 500 or more.") { .counter($0.metrics.errors) },
            family("sluice_request_seconds", "Time from a request's head to its answer's end.") {
                .latency($0.metrics.latency)
            },
            MetricFamily(
                "sluice_unrouted_requests_total",
                help: "Requests that reached no version.",
                samples: [.init(.counter(unrouted))]
            ),
            MetricFamily(
                "sluice_connections_accepted_total",
                help: "Client connections accepted.",
                samples: [.init(.counter(connectionsAccepted))]
            ),
            MetricFamily(
                "sluice_connections_refused_total",
                help: "Client connections closed at once for want of room.",
                samples: [.init(.counter(connectionsRefused))]
            ),
            MetricFamily(
                "sluice_connections_open",
                help: "Client connections open.",
                samples: [.init(.gauge(Double(connectionsOpen)))]
            ),
        ]
    }
}
