import FoundationEssentials
import Glibc
import ReleaseModel
import ResourceStorage
import SQLiteAccess
import Testing

@Suite("A file of resources", .timeLimit(.minutes(1)))
struct SharingTests {
    @Test("is made whole by any number that open it at once")
    func opensAtOnce() async throws {
        try await TestResources.withPath { path in
            let titles = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await TestResources.open(path) { store in
                            try await store.kv.createNamespace("\(number)", of: .ada, now: .example()).title
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let listed = try await TestResources.open(path) { store in
                try await store.kv.namespaces(of: .ada, by: .title).namespaces.map(\.title)
            }
            #expect(listed == titles.sorted() && listed.count == 8)
        }
    }

    @Test("shows each of two who have it open what the other has acknowledged")
    func sharesAtOnce() async throws {
        try await TestResources.withNamespace { first, namespace in
            try await TestResources.open(first.path) { second in
                for round in 0..<20 {
                    let (writer, reader) = round.isMultiple(of: 2) ? (first, second) : (second, first)
                    try await writer.kv.put(.example("key", "\(round)"), in: namespace, now: .example())
                    #expect(try await reader.kv.text("key", in: namespace) == "\(round)")
                }
            }
        }
    }

    @Test("takes the writes of two processes at once, and loses none")
    func survivesTwoWriters() async throws {
        try await TestResources.withNamespace { store, namespace in
            let place = Place(path: store.path, namespace: namespace)
            async let other = #expect(processExitsWith: .success) { [place = place as Place] in
                try await place.fill(prefix: "child")
            }
            for number in 0..<100 {
                try await store.kv.put(.example("parent-\(number)"), in: namespace, now: .example())
            }
            _ = await other
            #expect(try await store.kv.names(prefix: "parent-", in: namespace).count == 100)
            #expect(try await store.kv.names(prefix: "child-", in: namespace).count == 100)
        }
    }

    @Test("has everything that was acknowledged when its process is killed in the middle of a write")
    func survivesKill() async throws {
        try await TestResources.withNamespace { store, namespace in
            let place = Place(path: store.path, namespace: namespace)
            await #expect(processExitsWith: .signal(SIGKILL)) { [place = place as Place] in
                try await place.fill(prefix: "acknowledged")
                try await TestResources.open(place.path) { store in
                    let bulk = try (0..<4_000).map {
                        try KVPair.example("cut-\($0)", String(repeating: "x", count: 2_000))
                    }
                    async let writing: Void = store.kv.put(bulk, in: place.namespace, now: .example())
                    // The first batch is durable, the second most likely on its way.
                    for _ in 0..<100_000 {
                        if try await !store.kv.names(prefix: "cut-0", in: place.namespace).isEmpty { break }
                    }
                    kill(getpid(), SIGKILL)
                    try await writing
                }
            }
            #expect(try await store.kv.names(prefix: "acknowledged-", in: namespace).count == 100)
            try await store.kv.put(.example("after"), in: namespace, now: .example())
            #expect(try await ResourceCheck.run(place.path).findings.problems == [])
        }
    }
}

/// Where a child process finds a namespace.
struct Place: Codable, Sendable {
    let path: String
    private let account: UUID
    private let id: UUID

    init(path: String, namespace: KVNamespace.Reference) {
        self.path = path
        account = namespace.account.uuid
        id = namespace.id.uuid
    }

    var namespace: KVNamespace.Reference { KVNamespace.Reference(KVNamespace.ID(id), of: Account.ID(account)) }

    /// Puts a hundred pairs one after the other.
    func fill(prefix: String) async throws {
        try await TestResources.open(path) { store in
            for number in 0..<100 {
                try await store.kv.put(.example("\(prefix)-\(number)"), in: namespace, now: .example())
            }
        }
    }
}
