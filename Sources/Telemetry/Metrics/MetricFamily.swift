/// One metric with its samples, as Prometheus counts them.
public struct MetricFamily: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case counter(Int)
        case gauge(Double)
        case latency(LatencyBuckets)

        var type: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .latency: "histogram"
            }
        }
    }

    public struct Sample: Sendable, Hashable {
        public let labels: [String: String]
        public let value: Value

        public init(_ value: Value, labels: [String: String] = [:]) {
            self.labels = labels
            self.value = value
        }
    }

    public let name: String
    public let help: String

    /// All of one case of ``Value``, each with labels of its own.
    public var samples: [Sample]

    public init(_ name: String, help: String, samples: [Sample]) {
        precondition(PrometheusText.isName(name), "not a metric name: \(name)")
        self.name = name
        self.help = help
        self.samples = samples
    }
}
