import ReleaseCore
import ReleaseModel
import Testing

@Suite("Settings", .timeLimit(.minutes(1)))
struct SettingTests {
    private func set(_ name: String, _ value: String, _ bench: Bench, seen: Revision? = nil) async throws -> Revision {
        try await bench.plane.set(name, to: value, of: bench.name(), record: .example(seen: seen)).revision
    }

    private func values(_ bench: Bench) async throws -> [String: String] {
        let settings = try await bench.plane.settings(of: bench.name())
        return Dictionary(uniqueKeysWithValues: settings.map { ($0.name.rawValue, $0.value) })
    }

    @Test("have defaults, change one at a time, and bear the revision that set them")
    func change() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let defaults = [
                "version-headers": "off", "previews": "on", "preview-access": "anyone", "version-overrides": "anyone",
                "affinity-keys": "anyone", "host": "on", "access-token": "none",
            ]
            #expect(try await values(bench) == defaults)
            #expect(try await bench.plane.settings(of: bench.name()).allSatisfy { $0.revision == .zero })
            let revision = try await set("previews", "off", bench)
            #expect(try await values(bench) == defaults.merging(["previews": "off"]) { $1 })
            let previews = try await bench.plane.settings(of: bench.name()).first { $0.name == .previews }
            #expect(previews?.revision == revision)
            #expect(try await bench.store.highestNumber(under: bench.name()) == 1)
        }
    }

    @Test("change together in one commit, at the making of a workload, too")
    func changeTogether() async throws {
        try await Bench.run { bench in
            let made = try await bench.plane.createWorkload(
                bench.name(),
                settings: [.host: "off", .document: #"{"a":1}"#],
                record: .example()
            )
            let changed = try await bench.plane.set(
                [.host: "on", .previews: "off"],
                of: bench.name(),
                record: .example(seen: made.revision)
            )
            #expect(changed.revision == made.revision.next)
            #expect(try await values(bench)["host"] == "on")
            #expect(try await values(bench)["previews"] == "off")
            #expect(try await bench.plane.document(of: made.value) == #"{"a":1}"#)
            let head = try await bench.store.head().revision
            try await bench.refuses("settingInvalid") {
                _ = try await bench.plane.set([.host: "off", .previews: "?"], of: bench.name(), record: .example())
            }
            #expect(try await bench.store.head().revision == head)
        }
    }

    @Test("refuse unknown names and values, and say what is allowed")
    func refuse() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let byName = try await bench.refuses("settingInvalid") { _ = try await set("colour", "red", bench) }
            let names = [
                "version-headers", "previews", "preview-access", "version-overrides", "affinity-keys", "host",
            ]
            let isNameTold =
                if case .settingInvalid(name: "colour", value: "red", allowed: names) = byName { true } else { false }
            #expect(isNameTold)
            for value in ["", "ON", "true", "anyone"] {
                let error = try await bench.refuses("settingInvalid") { _ = try await set("previews", value, bench) }
                let isTold =
                    if case .settingInvalid(name: "previews", value: value, allowed: ["on", "off"]) = error {
                        true
                    } else { false }
                #expect(isTold)
            }
            let seen = try await set("previews", "off", bench)
            try await bench.upload("two")
            try await bench.refuses("preconditionFailed") { _ = try await set("previews", "on", bench, seen: seen) }
            try await bench.refuses("workloadNotFound") {
                _ = try await bench.plane.set("previews", to: "on", of: bench.name("none"), record: .example())
            }
        }
    }

    @Test("reach the routes that a gateway reads")
    func reachRoutes() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let before = try await bench.store.head().revision
            _ = try await set("version-overrides", "off", bench)
            _ = try await set("version-headers", "on", bench)
            let delta = try await bench.store.routes(changedAfter: before)
            let settings = RoutingSettings(reportsVersion: true, hasPreviews: true, versionOverrides: .off)
            #expect(delta.changed.map(\.settings) == [settings])
        }
    }
}
