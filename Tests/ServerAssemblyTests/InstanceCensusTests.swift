import FoundationEssentials
import NativeAPI
import RuntimeSupervision
import Testing

@testable import ServerAssembly

@Suite("A rollback is as fast as the slowest of what it needs")
struct InstanceCensusTests {
    /// What became of the instance of a version.
    enum Happening: Sendable {
        case started(loading: Int)
        case stopped
        case lost
        case failed
        case logged
    }

    /// Tells a census of the instances of versions, each by its number and the instance's own.
    private func census(_ events: [(version: Int, instance: UInt64, Happening)]) -> InstanceCensus {
        let census = InstanceCensus()
        for (version, instance, happening) in events {
            let content: RuntimeEvent.Content =
                switch happening {
                case .started(let loading): .started(after: .seconds(1), loading: .milliseconds(loading))
                case .stopped: .stopped
                case .lost: .lost(.killed(signal: 9))
                case .failed: .failedToStart(.stopping)
                case .logged: .log(.info, "said")
                }
            census.note(
                RuntimeEvent(
                    time: Date(timeIntervalSince1970: 0),
                    key: .example(version),
                    instance: instance,
                    content: content
                )
            )
        }
        return census
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let events: [(version: Int, instance: UInt64, Happening)]
        let versions: [Int]
        let warmth: DataPlaneView.Warmth
        /// Which of the versions are worth a process of their own.
        let kept: [Int]

        init(
            _ description: String,
            _ events: [(version: Int, instance: UInt64, Happening)],
            of versions: [Int] = [1],
            _ warmth: DataPlaneView.Warmth,
            keeps kept: [Int] = []
        ) {
            testDescription = description
            self.events = events
            self.versions = versions
            self.warmth = warmth
            self.kept = kept
        }

        static let all = single + several

        private static let single = [
            Case("never seen", [], .cold),
            Case("runs, quick to load", [(1, 1, .started(loading: 20))], .warm),
            Case("runs, slow to load", [(1, 1, .started(loading: 21))], .warm, keeps: [1]),
            Case("stopped, quick to load", [(1, 1, .started(loading: 20)), (1, 1, .stopped)], .pool),
            Case("stopped, slow to load", [(1, 1, .started(loading: 21)), (1, 1, .stopped)], .cold),
            Case("lost, slow to load", [(1, 1, .started(loading: 21)), (1, 1, .lost)], .cold),
            Case("could not start", [(1, 1, .failed)], .cold),
            Case("talks, but nobody saw it start", [(1, 1, .logged)], .cold),
            Case(
                "replaced while the first still ends",
                [(1, 1, .started(loading: 90)), (1, 2, .started(loading: 90)), (1, 1, .stopped)],
                .warm,
                keeps: [1]
            ),
            Case(
                "the last load counts: it became quick",
                [(1, 1, .started(loading: 90)), (1, 1, .stopped), (1, 2, .started(loading: 5)), (1, 2, .stopped)],
                .pool
            ),
            Case(
                "the last load counts: it became slow",
                [(1, 1, .started(loading: 5)), (1, 1, .stopped), (1, 2, .started(loading: 90)), (1, 2, .stopped)],
                .cold
            ),
        ]

        private static let quickOneSlowTwo: [(version: Int, instance: UInt64, Happening)] = [
            (1, 1, .started(loading: 5)), (2, 2, .started(loading: 90)),
        ]

        private static let several = [
            Case("both run", quickOneSlowTwo, of: [1, 2], .warm, keeps: [2]),
            Case("the quick one stopped", quickOneSlowTwo + [(1, 1, .stopped)], of: [1, 2], .pool, keeps: [2]),
            Case("the slow one stopped", quickOneSlowTwo + [(2, 2, .stopped)], of: [1, 2], .cold),
            Case(
                "both stopped",
                quickOneSlowTwo + [(1, 1, .stopped), (2, 2, .stopped)],
                of: [1, 2],
                .cold
            ),
            Case(
                "the order is the caller's",
                quickOneSlowTwo + [(3, 3, .started(loading: 40))],
                of: [3, 1, 2],
                .warm,
                keeps: [3, 2]
            ),
        ]
    }

    @Test(arguments: Case.all)
    func warmth(_ example: Case) {
        let census = census(example.events)
        let keys = example.versions.map { InstanceKey.example($0) }
        #expect(census.warmth(of: keys) == example.warmth)
        #expect(census.worthKeeping(among: keys) == example.kept.map { .example($0) })
    }

    @Test("beyond the limit only the load times of what runs are remembered")
    func limit() {
        var events: [(version: Int, instance: UInt64, Happening)] = [(1, 1, .started(loading: 5)), (1, 1, .stopped)]
        events += [(2, 2, .started(loading: 5))]
        for number in 3...InstanceCensus.loadTimeLimit {
            events += [(number, UInt64(number), .started(loading: 5)), (number, UInt64(number), .stopped)]
        }
        #expect(census(events).warmth(of: [.example(1)]) == .pool)
        events += [(99_999, 99_999, .started(loading: 5)), (2, 2, .stopped)]
        #expect(census(events).warmth(of: [.example(1)]) == .cold)
        #expect(census(events).warmth(of: [.example(2)]) == .pool)
    }
}
