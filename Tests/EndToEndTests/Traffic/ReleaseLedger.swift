/// Which versions served by which revision, and when each was acknowledged: what answers are held against.
struct ReleaseLedger: Sendable {
    struct Entry: Sendable {
        let revision: Int
        let versions: Set<Int>
        let acknowledgedAt: ContinuousClock.Instant
    }

    /// In the order of their revisions, which is that of their acknowledgements.
    private(set) var entries: [Entry] = []

    mutating func acknowledge(_ versions: Set<Int>, revision: Int) {
        entries.append(Entry(revision: revision, versions: versions, acknowledgedAt: .now))
    }

    /// An answer that breaks the promise that acknowledged means in force.
    struct Violation: Sendable, CustomStringConvertible {
        let sample: TrafficSample
        let reason: String

        var description: String { "request \(sample.number): \(reason)" }
    }

    /// Returns every answer that is older than the deployment that was acknowledged before its request began, or that
    /// no deployment explains.
    func violations(in samples: [TrafficSample]) -> [Violation] {
        samples.compactMap { sample in reason(sample).map { Violation(sample: sample, reason: $0) } }
    }

    private func reason(_ sample: TrafficSample) -> String? {
        guard let revision = sample.revision, let routed = sample.routedVersion else { return "carries no revision" }
        guard routed == sample.version else {
            return "was routed to version \(routed), but version \(sample.version) answered"
        }
        if let due = last(where: { $0.acknowledgedAt < sample.startedAt }), revision < due.revision {
            return "served by revision \(revision), though \(due.revision) had been acknowledged"
        }
        guard let served = last(where: { $0.revision <= revision }) else {
            return "served by revision \(revision), of which nothing is known"
        }
        guard served.versions.contains(sample.version) else {
            return "answered by version \(sample.version), but revision \(revision) has \(served.versions)"
        }
        return nil
    }

    /// The last entry for which something holds that holds for a first part of the entries and no other.
    private func last(where holds: (Entry) -> Bool) -> Entry? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? entries[low - 1] : nil
    }
}
