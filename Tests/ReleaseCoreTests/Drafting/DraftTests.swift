import ReleaseCore
import ReleaseModel
import Testing

@Suite("A draft", .timeLimit(.minutes(1)))
struct DraftTests {
    @Test("is there from the first moment of a service, and is replaced by each save")
    func life() async throws {
        try await Bench.run { bench in
            let made = try await bench.service("one", verbatim: "first")
            let service = try await bench.plane.workload(bench.shop)
            #expect(service.kind == .service)
            #expect(try await bench.plane.draft(of: service) == made.value)
            #expect(made.value.verbatim == "first")

            bench.world.turnClock(by: 5)
            let saved = try await bench.save("two")
            #expect(try await bench.plane.draft(of: service) == saved.value)
            #expect(saved.value.savedAt == bench.world.now)
            #expect(saved.value.verbatim == nil)
            let content = try await bench.plane.content(of: saved.value, in: service)
            let expected = try await bench.function("two")
            #expect(content == expected)
            #expect(try await bench.store.versions(of: service.id, from: 1, ascending: true, limit: 9).isEmpty)
        }
    }

    @Test("is made once, and only for services")
    func refuses() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            try await bench.refuses("workloadExists") { try await bench.service("two") }
            try await bench.refuses("workloadNotFound") { try await bench.save("x", of: "nobody") }
            try await bench.upload("one")
            let content = DraftContent(snapshot: try await bench.function("x"))
            try await bench.refuses("draftNotFound") {
                _ = try await bench.plane.saveDraft(content, of: bench.name(), record: .example())
            }
            try await bench.refuses("draftNotFound") {
                _ = try await bench.plane.publishDraft(of: bench.name(), record: .example())
            }
        }
    }

    @Test("cannot be of bytes that nobody uploaded, nor of too long a document")
    func refusesContent() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            let missing = try Bench.function(digest: Digest(sha256: [1, 2, 3]), size: 3)
            try await bench.refuses("blobMissing") {
                _ = try await bench.plane.saveDraft(
                    DraftContent(snapshot: missing),
                    of: bench.shop,
                    record: .example()
                )
            }
            let long = String(repeating: "x", count: Version.maximumVerbatimBytes + 1)
            let content = DraftContent(snapshot: try await bench.function("one"), verbatim: long)
            try await bench.refuses("textTooLong") {
                _ = try await bench.plane.saveDraft(content, of: bench.shop, record: .example())
            }
        }
    }

    @Test("is saved and published only as it was seen")
    func seen() async throws {
        try await Bench.run { bench in
            let first = try await bench.service("one")
            try await bench.save("two", seen: first.revision)
            try await bench.refuses("preconditionFailed") { try await bench.save("three", seen: first.revision) }
            try await bench.refuses("preconditionFailed") { try await bench.publish(seen: first.revision) }
        }
    }
}
