import ReleaseModel
import Synchronization
import Telemetry

/// What is counted per function and version.
final class FunctionMetrics: Sendable {
    /// The most functions and versions that are told apart; what comes beyond is counted under `other`.
    static let maximumSeries = 10_000

    private struct Name: Hashable {
        let service: String
        let function: String
        let version: String

        var labels: [String: String] { ["service": service, "function": function, "version": version] }
    }

    private struct Counts {
        var calls = 0
        var errors = 0
        var coldStarts = 0
        var instances = 0
        var durations = LatencyBuckets()
    }

    private let counts = Mutex<[Name: Counts]>([:])

    init() {}

    func note(_ record: FunctionCallRecord) {
        change(record.serviceName, record.functionName, record.versionId) { counts in
            counts.calls += 1
            if record.hasFunctionError { counts.errors += 1 }
            if record.isColdStart { counts.coldStarts += 1 }
            counts.durations.record(nanoseconds: Int64(record.durationMs * 1_000_000))
        }
    }

    func instanceStarted(_ instance: RunningInstance) {
        change(instance.key.workload.name.text, instance.key.function, instance.label) { $0.instances += 1 }
    }

    func instanceEnded(_ instance: RunningInstance) {
        change(instance.key.workload.name.text, instance.key.function, instance.label) { $0.instances -= 1 }
    }

    private func change(_ service: String, _ function: String, _ version: String, _ body: (inout Counts) -> Void) {
        counts.withLock { all in
            var name = Name(service: service, function: function, version: version)
            if all[name] == nil, all.count >= Self.maximumSeries {
                name = Name(service: "other", function: "other", version: "other")
            }
            body(&all[name, default: Counts()])
        }
    }

    var families: [MetricFamily] {
        let all = counts.withLock { $0 }.sorted {
            ($0.key.service, $0.key.function, $0.key.version) < ($1.key.service, $1.key.function, $1.key.version)
        }
        func family(_ name: String, _ help: String, _ value: (Counts) -> MetricFamily.Value) -> MetricFamily {
            MetricFamily(
                "sluice_function_\(name)",
                help: help,
                samples: all.map { .init(value($0.value), labels: $0.key.labels) }
            )
        }
        return [
            family("calls_total", "Calls of functions, refused ones included.") { .counter($0.calls) },
            family("errors_total", "Calls that were refused or failed.") { .counter($0.errors) },
            family("cold_starts_total", "Calls that waited for an instance to start.") { .counter($0.coldStarts) },
            family("instances", "Instances that run.") { .gauge(Double($0.instances)) },
            family("duration_seconds", "How long calls took, without waiting for an instance.") {
                .latency($0.durations)
            },
        ]
    }
}
