import ReleaseCore
import ReleaseModel
import Testing

@Suite("Promoting", .timeLimit(.minutes(1)))
struct PromoteTests {
    private func promote(_ bench: Bench, _ reference: VersionReference? = nil) async throws {
        _ = try await bench.plane.promote(reference, on: .production, of: bench.name(), record: .example())
    }

    @Test("without a version gives everything to the newer of two, whatever their order and shares")
    func newerOfTwo() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            try await bench.deploy([2: "10", 1: "90"])
            try await promote(bench)
            #expect(try await bench.serving() == [2: 100_000])
            try await bench.deploy([1: "100", 2: "0"])
            try await promote(bench)
            #expect(try await bench.serving() == [2: 100_000])
            #expect(try await bench.history().map(\.restores) == [nil, nil, nil, nil])
        }
    }

    @Test("without a version is refused unless there are exactly two")
    func refusesOthers() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            _ = try await bench.refuses("aliasNotDeployed") { try await promote(bench) }
            for (shares, targets) in [([1: "100"], 1), ([1: "50", 2: "25", 3: "25"], 3)]
                as [(KeyValuePairs<Int, String>, Int)]
            {
                try await bench.deploy(shares)
                let error = try await bench.refuses("versionRequired") { try await promote(bench) }
                let isTold =
                    if case .versionRequired(.production, of: bench.name(), targets: targets) = error { true } else {
                        false
                    }
                #expect(isTold)
            }
        }
    }

    @Test("of a named version needs no split, but content")
    func named() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            try await promote(bench, .number(1))
            try await bench.deploy([1: "50", 2: "25", 3: "25"])
            try await promote(bench, .newest)
            #expect(try await bench.serving() == [3: 100_000])
            try await bench.refuses("alreadyInForce") { try await promote(bench, .number(3)) }
            try await bench.refuses("versionNotFound") { try await promote(bench, .number(9)) }
            _ = try await bench.plane.deleteVersion(.number(2), of: bench.name(), record: .example())
            try await bench.refuses("versionDeleted") { try await promote(bench, .number(2)) }
        }
    }

    @Test("goes on when the older of two was deleted, and is refused when the newer was")
    func deletedVersions() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            try await bench.deploy([2: "50", 3: "50"])
            _ = try await bench.plane.deleteVersion(.number(2), of: bench.name(), policy: .dangle, record: .example())
            try await promote(bench)
            #expect(try await bench.serving() == [3: 100_000])
            try await bench.deploy([1: "50", 3: "50"])
            _ = try await bench.plane.deleteVersion(.number(3), of: bench.name(), policy: .dangle, record: .example())
            try await bench.refuses("versionDeleted") { try await promote(bench) }
        }
    }
}
