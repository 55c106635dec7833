/// What came of a run of traffic.
struct TrafficReport: Sendable {
    var samples: [TrafficSample] = []
    /// The first ones; ``faultCount`` counts all.
    var faults: [TrafficFault] = []
    var faultCount = 0
    var duration: Duration = .zero

    /// The most faults that are kept to be shown.
    static let faultLimit = 20

    mutating func add(_ fault: TrafficFault) {
        faultCount += 1
        if faults.count < Self.faultLimit { faults.append(fault) }
    }

    /// Answers per second.
    var rate: Double { Double(samples.count) / (duration / .seconds(1)) }

    /// How many answers came from each version.
    var counts: [Int: Int] { samples.reduce(into: [:]) { $0[$1.version, default: 0] += 1 } }
}
