import ReleaseModel
import Testing

@testable import ReleaseCore

@Suite("What a rollback goes back to")
struct EffectiveHistoryTests {
    /// One deployment of a history; its sequence is its place, counted from 1.
    enum Step: Sendable {
        case all(Int)
        case split(Int, Int)
        /// Everything to the first version, and the second one at 0 %.
        case smoke(Int, Int)
        /// Everything to a version, and a rule that leads elsewhere.
        case ruled(Int, elsewhere: Int)
        /// A rollback to the deployment of that sequence.
        case back(Int)
    }

    struct Story: Sendable {
        let name: String
        let steps: [Step]
        /// The sequences of the deployments that rollbacks may go to, the nearest first.
        let stable: [Int]
    }

    private func routing(_ step: Step, after history: [Deployment]) throws -> DeployedRouting {
        switch step {
        case .all(let version): return .example(TrafficSplit(allTo: .example(version)))
        case .split(let first, let second): return .example(try split(first, 90_000, second, 10_000))
        case .smoke(let first, let second): return .example(try split(first, 100_000, second, 0))
        case .ruled(let version, let elsewhere):
            let condition = Rule.Condition(.header("x-beta"), .exists)
            let rule = Rule(conditions: [condition], split: TrafficSplit(allTo: .example(elsewhere)))
            return .example(TrafficSplit(allTo: .example(version)), rules: [try #require(rule)])
        case .back(let sequence):
            return history.indices.contains(sequence - 1)
                ? history[sequence - 1].routing : .example(TrafficSplit(allTo: .example(sequence)))
        }
    }

    private func split(_ first: Int, _ most: Int, _ second: Int, _ least: Int) throws -> TrafficSplit {
        try TrafficSplit([
            .init(.version(.example(first)), slots: most), .init(.version(.example(second)), slots: least),
        ])
    }

    private func history(_ steps: [Step]) throws -> [Deployment] {
        var history: [Deployment] = []
        for step in steps {
            var restores: Int?
            if case .back(let sequence) = step { restores = sequence }
            let routing = try routing(step, after: history)
            history.append(.example(history.count + 1, routing: routing, restores: restores))
        }
        return history
    }

    @Test(
        "is the newest earlier deployment of one version, past rollbacks and what they undid",
        arguments: [
            Story(name: "one deployment", steps: [.all(1)], stable: []),
            Story(name: "the one before", steps: [.all(1), .all(2)], stable: [1]),
            Story(name: "each in turn", steps: [.all(1), .all(2), .all(3)], stable: [2, 1]),
            Story(name: "from a split", steps: [.all(1), .split(1, 2)], stable: [1]),
            Story(name: "from a split of others", steps: [.all(1), .split(2, 3)], stable: [1]),
            Story(name: "past a split", steps: [.all(1), .split(1, 2), .all(2)], stable: [1]),
            Story(name: "nothing but splits", steps: [.split(1, 2), .split(2, 3)], stable: []),
            Story(name: "past rules", steps: [.all(1), .ruled(2, elsewhere: 3), .all(3)], stable: [1]),
            Story(name: "from rules", steps: [.all(1), .ruled(1, elsewhere: 2)], stable: [1]),
            Story(name: "zero is no share", steps: [.smoke(1, 2), .all(3)], stable: [1]),
            Story(name: "not to the version that serves now", steps: [.all(1), .all(2), .all(1)], stable: [2]),
            Story(name: "the same twice", steps: [.all(1), .all(2), .all(2)], stable: [1]),
            Story(name: "repeated", steps: [.all(1), .all(2), .all(3), .back(2)], stable: [1]),
            Story(name: "repeated to the end", steps: [.all(1), .all(2), .all(3), .back(2), .back(1)], stable: []),
            Story(name: "far back at once", steps: [.all(1), .all(2), .all(3), .back(1)], stable: []),
            Story(name: "deployed anew", steps: [.all(1), .all(2), .back(1), .all(3)], stable: [1]),
            Story(name: "the undone again", steps: [.all(1), .all(2), .back(1), .all(2)], stable: [1]),
            Story(name: "a rollback undone", steps: [.all(1), .all(2), .back(1), .back(2)], stable: [1]),
            Story(name: "to a split", steps: [.all(1), .split(1, 2), .all(2), .back(2)], stable: [1]),
            Story(
                name: "to a rollback, which stands for what it restored",
                steps: [.all(1), .all(2), .back(1), .all(3), .back(3)],
                stable: []
            ),
            Story(
                name: "to a rollback of a rollback",
                steps: [.all(1), .all(2), .all(3), .back(2), .all(4), .back(4), .all(5), .back(6)],
                stable: [1]
            ),
            Story(name: "to what is not in the history", steps: [.all(1), .all(2), .back(99)], stable: [2, 1]),
            Story(name: "to itself", steps: [.all(1), .all(2), .back(2)], stable: [1]),
        ]
    )
    func stable(_ story: Story) throws {
        let history = try history(story.steps)
        let current = try #require(history.last)
        let stable = EffectiveHistory(oldestFirst: history).stableBefore(current)
        #expect(stable.map(\.sequence) == story.stable, "\(story.name)")
    }

    @Test("finds the newest deployment that gave a version everything, undone ones aside")
    func newest() throws {
        let history = EffectiveHistory(
            oldestFirst: try history([.all(1), .all(2), .all(1), .split(1, 2), .all(3), .back(4)])
        )
        #expect(history.newest(givingAllTo: .example(1))?.sequence == 3)
        #expect(history.newest(givingAllTo: .example(2))?.sequence == 2)
        #expect(history.newest(givingAllTo: .example(3)) == nil)
    }
}
