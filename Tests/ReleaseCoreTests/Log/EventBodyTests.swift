import FoundationEssentials
import ReleaseCore
import ReleaseModel
import Testing

/// The bytes are what the log's digests cover: they may gain kinds of events, but what is here must never change.
@Suite("The logged form of a fact")
struct EventBodyTests {
    struct Golden: Sendable {
        let fact: ReleaseFact
        let body: String
    }

    private static let id = "00000000-0000-4000-8000-00000000000"
    private static let digest = Digest(sha256: [1])
    private static let tombstone = Tombstone(attribution: .example("grace", message: "gone"), deletedAt: .example)

    private static func alias(_ affinity: RequestAttribute? = nil) throws -> Alias {
        Alias(
            id: .example(),
            workload: .example(),
            name: try Alias.Name("staging"),
            affinity: affinity,
            createdAt: .example
        )
    }

    private static func goldens() throws -> [Golden] {
        let name = try Workload.Name("hello", kind: .worker)
        let workload = Workload(id: .example(), account: .example(9), kind: .worker, name: name, createdAt: .example)
        let split = try TrafficSplit([
            .init(.version(.example(1)), slots: 90_000), .init(.version(.example(2)), slots: 10_000),
        ])
        let deployment = Deployment.example(3, routing: .example(split), restores: 2)
        return [
            Golden(
                fact: .workloadCreated(workload),
                body: #"{"at":1795273200250,"author":"ada","kind":"workload.created","message":"why/é\n","#
                    + #""name":"hello","source":"cli","workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .workloadDeleted(workload, tombstone),
                body: #"{"at":1795273200250,"author":"grace","kind":"workload.deleted","message":"gone","#
                    + #""name":"hello","source":"cli","workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .versionPublished(.example(1)),
                body: #"{"at":1795273200250,"author":"ada","kind":"version.published","message":"upload 1","#
                    + #""number":1,"snapshot":"\#(digest)","source":"cli","version":"\#(id)1","#
                    + #""workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .versionDeleted(.example(1), tombstone),
                body: #"{"at":1795273200250,"author":"grace","kind":"version.deleted","message":"gone","#
                    + #""number":1,"snapshot":"\#(digest)","source":"cli","version":"\#(id)1","#
                    + #""workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .aliasCreated(try alias(.cookie("sid"))),
                body: #"{"alias":"staging","at":1795273200250,"author":"ada","kind":"alias.created","#
                    + #""message":"why/é\n","source":"cli","value":"cookie:sid","workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .aliasChanged(try alias()),
                body: #"{"alias":"staging","at":1795273200250,"author":"ada","kind":"alias.changed","#
                    + #""message":"why/é\n","source":"cli","workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .aliasDeleted(try alias(), tombstone),
                body: #"{"alias":"staging","at":1795273200250,"author":"grace","kind":"alias.deleted","#
                    + #""message":"gone","source":"cli","workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .deploymentMade(deployment),
                body: #"{"alias":"\#(id)1","at":1795273200250,"author":"grace","deployment":"\#(id)3","#
                    + #""kind":"deployment.made","message":"deployment 3","number":3,"restores":"\#(id)2","#
                    + #""shares":{"\#(id)1":90000,"\#(id)2":10000},"source":"cli","workload":"\#(id)1"}"#
            ),
            Golden(
                fact: .settingChanged(.example(), .versionHeaders, value: "on"),
                body: #"{"at":1795273200250,"author":"ada","kind":"setting.changed","message":"why/é\n","#
                    + #""setting":"version-headers","source":"cli","value":"on","workload":"\#(id)1"}"#
            ),
        ]
    }

    @Test("stays as it is, byte by byte")
    func golden() throws {
        for golden in try Self.goldens() {
            let change = ReleaseChange([golden.fact], by: .example(message: "why/é\n"), at: .example)
            let head = StoreHead(epoch: 1, revision: .zero, chain: LogEntry.genesis)
            let event = try #require(try LogEntry(change, after: head).events.first)
            #expect(String(decoding: event.body, as: UTF8.self) == golden.body)
            #expect(event.workload == .example())
        }
    }
}
