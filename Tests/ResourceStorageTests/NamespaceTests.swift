import FoundationEssentials
import ReleaseModel
import ResourceStorage
import Testing

@Suite("A namespace", .timeLimit(.minutes(1)))
struct NamespaceTests {
    @Test("is what it was created as, and is found again when the file is reopened")
    func survivesReopening() async throws {
        try await TestResources.withPath { path in
            let created = try await TestResources.open(path) { store in
                try await store.kv.createNamespace("CACHE", of: .ada, now: .example(0))
            }
            #expect(created.title == "CACHE" && created.account == .ada && created.createdAt == .example(0))
            try await TestResources.open(path) { store in
                let found = try await store.kv.namespace(created.reference)
                let listed = try await store.kv.namespaces(of: .ada).namespaces
                #expect(found == created)
                #expect(listed == [created])
            }
        }
    }

    @Test("has a title of its own in its account, and gives it up when it is renamed or deleted")
    func titlesAreUnique() async throws {
        try await TestResources.withNamespace { store, first in
            let now = Date.example()
            await #expect(throws: ResourceError.titleTaken("CACHE")) {
                try await store.kv.createNamespace("CACHE", of: .ada, now: now)
            }
            _ = try await store.kv.createNamespace("CACHE", of: .grace, now: now)
            let second = try await store.kv.createNamespace("cache", of: .ada, now: now)
            await #expect(throws: ResourceError.titleTaken("CACHE")) {
                try await store.kv.renameNamespace(second.reference, to: "CACHE")
            }
            #expect(try await store.kv.renameNamespace(first, to: "CACHE").title == "CACHE")
            #expect(try await store.kv.renameNamespace(first, to: "SESSIONS").title == "SESSIONS")
            let third = try await store.kv.renameNamespace(second.reference, to: "CACHE")
            #expect(third.id == second.id)
            try await store.kv.deleteNamespace(first, now: now)
            _ = try await store.kv.createNamespace("SESSIONS", of: .ada, now: now)
        }
    }

    @Test(
        "has a title of 1 to 512 characters",
        arguments: [
            ("", .titleEmpty), ("a", nil), (String(repeating: "ü", count: 512), nil),
            (String(repeating: "a", count: 513), .overLimit(.titleLength, found: 513)),
        ] as [(String, ResourceError?)]
    )
    func titlesAreBounded(title: String, expected: ResourceError?) async throws {
        try await TestResources.withNamespace { store, namespace in
            let created = await outcome { _ = try await store.kv.createNamespace(title, of: .grace, now: .example()) }
            let renamed = await outcome { _ = try await store.kv.renameNamespace(namespace, to: title) }
            #expect(created == expected)
            #expect(renamed == expected)
            let count = try await store.kv.namespaces(of: .grace).totalCount
            #expect(count == (expected == nil ? 1 : 0))
        }
    }

    @Test("of another account is not found, whatever is asked of it")
    func isItsAccountsAlone() async throws {
        try await TestResources.withNamespace { store, own in
            let kv = store.kv
            let now = Date.example()
            try await kv.put(.example("key"), in: own, now: now)
            let foreign = KVNamespace.Reference(own.id, of: .grace)
            #expect(try await kv.namespace(foreign) == nil)
            #expect(try await kv.namespaces(of: .grace).totalCount == 0)
            for operation in [
                { try await kv.put(.example("key", "theirs"), in: foreign, now: now) },
                { try await kv.put([.example("key", "theirs")], in: foreign, now: now) },
                { _ = try await kv.entry(KVKey("key"), in: foreign, now: now) },
                { _ = try await kv.entries([KVKey("key")], in: foreign, now: now) },
                { _ = try await kv.keys(in: foreign, now: now) },
                { try await kv.delete(KVKey("key"), in: foreign) },
                { try await kv.delete([KVKey("key")], in: foreign) },
                { _ = try await kv.renameNamespace(foreign, to: "MINE") },
                { try await kv.deleteNamespace(foreign, now: now) },
            ] as [() async throws -> Void] {
                await #expect(throws: ResourceError.namespaceNotFound(own.id)) { try await operation() }
            }
            #expect(try await kv.text("key", in: own) == "value")
            #expect(try await kv.namespace(own)?.title == "CACHE")
        }
    }

    @Test("takes its pairs along when it is deleted, and their space is swept up in bounded steps")
    func deletesContents() async throws {
        try await TestResources.withNamespace { store, doomed in
            let now = Date.example()
            let spared = try await store.kv.createNamespace("SPARED", of: .ada, now: now).reference
            try await store.kv.put((0..<600).map { try .example("key-\($0)") }, in: doomed, now: now)
            try await store.kv.put(.example("key-0"), in: spared, now: now)
            try await store.kv.deleteNamespace(doomed, now: now)
            await #expect(throws: ResourceError.namespaceNotFound(doomed.id)) {
                try await store.kv.keys(in: doomed, now: now)
            }
            var swept: [Int] = []
            for _ in 0..<10 {
                let step = try await store.sweep(now: now)
                if step.isDone { break }
                swept.append(step.ofDeletedNamespaces)
            }
            #expect(swept == [256, 256, 88, 0])
            #expect(try await store.kv.names(in: spared) == ["key-0"])
            #expect(try await store.kv.namespaces(of: .ada).namespaces.map(\.id) == [spared.id])
        }
    }

    @Test("stands in its place of a list, in either order and direction, page by page")
    func listsPages() async throws {
        try await TestResources.withPath { path in
            try await TestResources.open(path) { store in
                let titles = ["b", "D", "a", "ä", "c"]
                for title in titles { _ = try await store.kv.createNamespace(title, of: .ada, now: .example()) }
                for (page, expected) in [(1, ["D", "a"]), (2, ["b", "c"]), (3, ["ä"]), (4, []), (Int.max, [])] {
                    let list = try await store.kv.namespaces(of: .ada, page: page, perPage: 2, by: .title)
                    #expect(list.namespaces.map(\.title) == expected)
                    #expect(list.totalCount == 5)
                }
                let falling = try await store.kv.namespaces(of: .ada, by: .title, .descending).namespaces
                #expect(falling.map(\.title) == ["ä", "c", "b", "a", "D"])
                let byID = try await store.kv.namespaces(of: .ada, by: .id).namespaces.map(\.id)
                #expect(byID == byID.sorted() && byID.count == 5)
            }
        }
    }

    @Test("is listed on pages of 1 to 1,000, counted from 1")
    func refusesOddPages() async throws {
        try await TestResources.withNamespace { store, _ in
            await #expect(throws: ResourceError.pageInvalid(0)) { try await store.kv.namespaces(of: .ada, page: 0) }
            for count in [0, 1_001] {
                await #expect(throws: ResourceError.overLimit(.namespacesPerPage, found: count)) {
                    try await store.kv.namespaces(of: .ada, perPage: count)
                }
            }
            let whole = try await store.kv.namespaces(of: .ada, perPage: 1_000)
            #expect(whole.totalCount == 1)
        }
    }

    @Test("is one of 1,000 in its account at most")
    func boundsNamespaces() async throws {
        try await TestResources.withPath { path in
            try await TestResources.open(path) { _ in }
            try TestResources.execute(
                """
                PRAGMA synchronous = OFF;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
                INSERT INTO kv_namespace (id, account, title, created_at)
                SELECT randomblob(16), x'\(Account.ID.ada.hexadecimal)', 'namespace ' || i, 0 FROM n
                """,
                on: path
            )
            try await TestResources.open(path) { store in
                let last = try await store.kv.createNamespace("the last", of: .ada, now: .example())
                await #expect(throws: ResourceError.overLimit(.namespacesPerAccount, found: 1_001)) {
                    try await store.kv.createNamespace("one too many", of: .ada, now: .example())
                }
                try await store.kv.deleteNamespace(last.reference, now: .example())
                _ = try await store.kv.createNamespace("in its place", of: .ada, now: .example())
            }
        }
    }
}
