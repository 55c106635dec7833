import ReleaseModel
import RuntimeSupervision
import Testing

@testable import ServerAssembly

@Suite("The routes tell what is new and what stands by")
struct RouteBookTests {
    private let start = ContinuousClock().now

    /// A change of the routes of one worker, and what must come of it.
    struct Step: Sendable {
        var aliases: KeyValuePairs<String, DeployedRouting>
        var deleted: Set<Int> = []
        var isComplete = false
        let promoted: Set<Int>
        let standbys: [Int]

        init(
            _ aliases: KeyValuePairs<String, DeployedRouting>,
            deleted: Set<Int> = [],
            isComplete: Bool = false,
            promotes promoted: Set<Int> = [],
            standbys: [Int] = []
        ) {
            self.aliases = aliases
            self.deleted = deleted
            self.isComplete = isComplete
            self.promoted = promoted
            self.standbys = standbys
        }

        /// A deployment on production.
        init(
            _ shares: KeyValuePairs<Int, Int>,
            deleted: Set<Int> = [],
            promotes promoted: Set<Int> = [],
            standbys: [Int] = []
        ) throws {
            self.init(
                ["production": try .example(shares)],
                deleted: deleted,
                promotes: promoted,
                standbys: standbys
            )
        }
    }

    struct Walk: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]

        init(_ description: String, _ steps: Step...) {
            testDescription = description
            self.steps = steps
        }

        static func all() throws -> [Walk] {
            try splits() + aliases() + restarts()
        }

        private static func splits() throws -> [Walk] {
            [
                Walk(
                    "a release and its rollback",
                    try Step([1: 100], promotes: [1]),
                    try Step([2: 100], promotes: [2], standbys: [1]),
                    try Step([1: 100], promotes: [1], standbys: [2])
                ),
                Walk(
                    "releases in a row: the last replaced comes first",
                    try Step([1: 100], promotes: [1]),
                    try Step([2: 100], promotes: [2], standbys: [1]),
                    try Step([3: 100], promotes: [3], standbys: [2, 1])
                ),
                Walk(
                    "a canary: a smaller share is a share, none is none",
                    try Step([1: 100], promotes: [1]),
                    try Step([1: 90, 2: 10], promotes: [2]),
                    try Step([1: 1, 2: 99]),
                    try Step([1: 0, 2: 100], standbys: [1])
                ),
                Walk(
                    "a deleted version stands by for nothing",
                    try Step([1: 100], promotes: [1]),
                    try Step([2: 100], promotes: [2], standbys: [1]),
                    try Step([2: 100], deleted: [1])
                ),
            ]
        }

        private static func aliases() throws -> [Walk] {
            let one = try DeployedRouting.example([1: 100])
            let two = try DeployedRouting.example([2: 100])
            let twoAndOne = try DeployedRouting.example([2: 100], beta: [1: 100])
            return [
                Walk(
                    "a share of one alias is enough",
                    Step(["production": one, "staging": one], promotes: [1]),
                    Step(["production": two, "staging": one], promotes: [2]),
                    Step(["production": two], standbys: [1])
                ),
                Walk(
                    "a share by a rule is enough",
                    Step(["production": one], promotes: [1]),
                    Step(["production": twoAndOne], promotes: [2]),
                    Step(["production": two], standbys: [1])
                ),
            ]
        }

        private static func restarts() throws -> [Walk] {
            let one = try DeployedRouting.example([1: 100])
            let two = try DeployedRouting.example([2: 100])
            return [
                Walk("a complete delta promotes nothing", Step(["production": one], isComplete: true)),
                Walk(
                    "a complete delta makes nothing stand by, and takes nothing that does",
                    Step(["production": one], promotes: [1]),
                    Step(["production": two], promotes: [2], standbys: [1]),
                    Step(["production": try .example([3: 100])], isComplete: true, standbys: [1]),
                    Step(["production": one], isComplete: true)
                ),
            ]
        }
    }

    @Test(arguments: try Walk.all())
    func walks(_ walk: Walk) throws {
        let book = RouteBook()
        for (index, step) in walk.steps.enumerated() {
            let delta = RoutingDelta(
                revision: Revision(index + 1),
                isComplete: step.isComplete,
                changed: [try .example(1, step.aliases, without: step.deleted)]
            )
            let now = start + .seconds(index)
            #expect(book.apply(delta, now: now) == Set(step.promoted.map { .example($0) }), "step \(index)")
            #expect(standbys(book, at: now) == step.standbys.map { .example($0) }, "step \(index)")
        }
    }

    @Test("every component of a version stands by")
    func components() throws {
        let book = RouteBook()
        for version in [1, 2] {
            let routing = try DeployedRouting.example([version: 100])
            let route = try WorkloadRoute.example(1, ["production": routing], components: ["a", "b"])
            _ = book.apply(RoutingDelta(revision: Revision(1), isComplete: false, changed: [route]), now: start)
        }
        let keys = ["a", "b"].map { InstanceKey(workload: .example(), version: .example(), component: $0) }
        #expect(standbys(book, at: start) == keys)
    }

    @Test("workers stand by beside each other, until one is deleted")
    func workloads() throws {
        let book = RouteBook()
        for (second, version) in [1, 2].enumerated() {
            for worker in [1, 2] {
                let route = try WorkloadRoute.example(worker, ["production": .example([version: 100])])
                let delta = RoutingDelta(revision: Revision(1), isComplete: false, changed: [route])
                _ = book.apply(delta, now: start + .seconds(second * 10 + worker))
            }
        }
        let now = start + .seconds(20)
        #expect(standbys(book, at: now) == [.example(1, of: 2), .example(1, of: 1)])
        let removal = RoutingDelta(revision: Revision(2), isComplete: false, changed: [], removed: [.example(2)])
        #expect(book.apply(removal, now: now).isEmpty)
        #expect(standbys(book, at: now) == [.example(1, of: 1)])
        #expect(book.count == 1)
    }

    @Test("time alone ends a standby")
    func time() throws {
        let book = RouteBook()
        for version in [1, 2] {
            let route = try WorkloadRoute.example(1, ["production": .example([version: 100])])
            _ = book.apply(RoutingDelta(revision: Revision(1), isComplete: false, changed: [route]), now: start)
        }
        #expect(standbys(book, at: start + .seconds(3_599)) == [.example(1)])
        #expect(standbys(book, at: start + .seconds(3_600)) == [])
    }

    @Test("nobody knows how fast an unknown worker is")
    func unknownWarmth() throws {
        let book = RouteBook()
        #expect(book.warmth(of: [.example()], workload: .example(), census: InstanceCensus()) == nil)
    }

    private func standbys(_ book: RouteBook, at now: ContinuousClock.Instant) -> [InstanceKey] {
        var found: [InstanceKey] = []
        book.withStandbys(at: now) { found = $0 }
        return found
    }
}
