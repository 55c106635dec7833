import ContentDigest
import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

@Suite("An entry of the release log")
struct LogEntryTests {
    private let change = ReleaseChange(
        [.versionPublished(.example(1)), .settingChanged(.example(), .previews, value: "off")],
        by: .example("grace", message: "why"),
        at: .example
    )

    private func head(_ revision: Int, chain: Digest = LogEntry.genesis) -> StoreHead {
        StoreHead(epoch: 1, revision: Revision(revision), chain: chain)
    }

    @Test("follows the head by one and chains the digests of its events to it")
    func chain() throws {
        let entry = try LogEntry(change, after: head(41))
        #expect(entry.revision == Revision(42))
        #expect(entry.events.map(\.kind) == ["version.published", "setting.changed"])
        #expect(entry.events.map(\.digest) == entry.events.map { Digest(sha256: $0.body) })
        let number: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 42]
        let bytes = LogEntry.genesis.bytes + number + entry.events.flatMap(\.digest.bytes)
        #expect(entry.chain == Digest(sha256: bytes))
        #expect(LogEntry.genesis.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("changes its chain with the head, the revision, each event and their order")
    func chainDependsOnAll() throws {
        let digests = [Digest(sha256: [1]), Digest(sha256: [2])]
        let revision = Revision(7)
        let chains = [
            LogEntry.chain(after: LogEntry.genesis, revision: revision, events: digests),
            LogEntry.chain(after: digests[0], revision: revision, events: digests),
            LogEntry.chain(after: LogEntry.genesis, revision: revision.next, events: digests),
            LogEntry.chain(after: LogEntry.genesis, revision: revision, events: digests.reversed()),
            LogEntry.chain(after: LogEntry.genesis, revision: revision, events: [digests[0]]),
        ]
        #expect(Set(chains).count == chains.count)
    }

    @Test("says the same of the same change, whenever it is written")
    func deterministic() throws {
        #expect(try LogEntry(change, after: head(1)) == LogEntry(change, after: head(1)))
    }

    @Test("tells a version's author and message from those of the deployment in the same change")
    func attributions() throws {
        let routing = DeployedRouting.example(TrafficSplit(allTo: .example(1)))
        let facts: [ReleaseFact] = [.versionPublished(.example(1)), .deploymentMade(.example(1, routing: routing))]
        let entry = try LogEntry(ReleaseChange(facts, by: .example(message: "upload 1"), at: .example), after: head(0))
        let bodies = entry.events.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies[0].contains(#""author":"ada""#) && bodies[0].contains(#""message":"upload 1""#))
        #expect(bodies[1].contains(#""author":"grace""#) && bodies[1].contains(#""message":"deployment 1""#))
    }
}
