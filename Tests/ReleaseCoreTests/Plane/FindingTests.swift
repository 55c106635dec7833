import ReleaseCore
import ReleaseModel
import Testing

@Suite("Finding a version by name", .timeLimit(.minutes(1)))
struct FindingTests {
    private func find(_ text: String, _ bench: Bench) async throws -> Int {
        let reference = try #require(VersionReference(text))
        return try await bench.plane.version(reference, of: try await bench.workload()).number
    }

    @Test("takes numbers, identities, unique prefixes, tags and words")
    func finds() async throws {
        try await Bench.run { bench in
            bench.world.nextIdentities(beginWith: "00000001", "00000002", "DEADBEEF")
            let first = try await bench.upload("one", tag: "v1").value.version
            try await bench.upload("two", tag: "v2")
            try await bench.deploy([1: "100", 2: "0"])
            for text in ["1", first.id.description, "deadbeef", "DEADBEEF-", "tag:v1", "deployed"] {
                #expect(try await find(text, bench) == 1, "\(text)")
            }
            #expect(try await find("newest", bench) == 2)
            for text in ["3", "cafebabe", "tag:v3", "tag:v", "tag:%", Version.ID.example(9).description] {
                try await bench.refuses("versionNotFound") { _ = try await find(text, bench) }
            }
        }
    }

    @Test("lists the candidates of what is ambiguous")
    func ambiguous() async throws {
        try await Bench.run { bench in
            bench.world.nextIdentities(beginWith: "00000001", "00000002", "DEADBEEF")
            try await bench.upload("one", tag: "same")
            try await bench.upload("two", tag: "same")
            try await bench.deploy([1: "50", 2: "50"])
            for text in ["tag:same", "deployed"] {
                let error = try await bench.refuses("versionAmbiguous") { _ = try await find(text, bench) }
                guard case .versionAmbiguous(text, of: bench.name(), let candidates) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(candidates.map(\.number).sorted() == [1, 2])
            }
        }
    }

    @Test("never finds another worker's version")
    func otherWorkers() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let foreign = try await bench.upload("x", to: "other", tag: "theirs").value.version
            for text in [foreign.id.description, foreign.id.prefix, "tag:theirs"] {
                try await bench.refuses("versionNotFound") { _ = try await find(text, bench) }
            }
        }
    }

    @Test("takes the newest that is not deleted for the newest")
    func newest() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            _ = try await bench.plane.deleteVersion(.newest, of: bench.name(), record: .example())
            #expect(try await find("newest", bench) == 1)
            #expect(try await find("2", bench) == 2)
            _ = try await bench.plane.deleteVersion(.newest, of: bench.name(), record: .example())
            try await bench.refuses("versionNotFound") { _ = try await find("newest", bench) }
            try await bench.refuses("versionNotFound") { _ = try await find("deployed", bench) }
        }
    }
}
