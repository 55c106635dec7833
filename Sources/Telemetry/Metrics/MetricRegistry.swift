import Synchronization

/// The metrics of a process: those kept here, and those that their owners count themselves and hand over when asked.
public final class MetricRegistry: Sendable {
    public typealias Collect = @Sendable () -> [MetricFamily]

    private let sources = Mutex<[Collect]>([])

    public init() {}

    /// Adds metrics that are collected when they are asked for.
    public func add(_ collect: @escaping Collect) {
        sources.withLock { $0.append(collect) }
    }

    public func counter(_ name: String, help: String, labels: [String: String] = [:]) -> Counter {
        let counter = Counter()
        add { [MetricFamily(name, help: help, samples: [.init(.counter(counter.value), labels: labels)])] }
        return counter
    }

    public func gauge(_ name: String, help: String, labels: [String: String] = [:]) -> Gauge {
        let gauge = Gauge()
        add { [MetricFamily(name, help: help, samples: [.init(.gauge(Double(gauge.value)), labels: labels)])] }
        return gauge
    }

    public func histogram(_ name: String, help: String, labels: [String: String] = [:]) -> Histogram {
        let histogram = Histogram()
        add { [MetricFamily(name, help: help, samples: [.init(.latency(histogram.value), labels: labels)])] }
        return histogram
    }

    /// Returns all metrics, those of one name together, in the order in which the names first came up.
    public func families() -> [MetricFamily] {
        var families: [MetricFamily] = []
        var indices: [String: Int] = [:]
        for family in sources.withLock({ $0 }).flatMap({ $0() }) {
            if let index = indices[family.name] {
                families[index].samples += family.samples
            } else {
                indices[family.name] = families.count
                families.append(family)
            }
        }
        return families
    }
}
