import ReleaseModel
import Testing

@testable import ReleaseCore

@Suite("The difference between two versions")
struct VersionDiffTests {
    private func component(
        _ name: String = Component.mainName,
        main: String = "index.js",
        files: KeyValuePairs<String, UInt8> = ["index.js": 1],
        bindings: [Binding] = [],
        date: String? = nil,
        flags: [String] = []
    ) throws -> Component {
        try Component(
            name: name,
            main: main,
            modules: files.map { try Module(name: $0.key, type: .esm, digest: Digest(sha256: [$0.value]), size: 1) },
            bindings: bindings,
            compatibility: Compatibility(date: date, flags: flags)
        )
    }

    private func diff(_ old: Snapshot, _ new: Snapshot) -> VersionDiff {
        VersionDiff(from: .example(1), old, to: .example(2), new)
    }

    private func diff(_ old: Component, _ new: Component) throws -> VersionDiff {
        diff(try Snapshot(kind: .worker, components: [old]), try Snapshot(kind: .worker, components: [new]))
    }

    private func lines(_ diff: VersionDiff) -> [String] {
        diff.configuration.map { "\($0.field): \($0.from ?? "-") → \($0.to ?? "-")" }
    }

    @Test("is empty for the same content")
    func empty() throws {
        let component = try component(
            bindings: [Binding(name: "A", value: .json("1"))],
            date: "2026-01-01",
            flags: ["f"]
        )
        #expect(try diff(component, component).isEmpty)
    }

    @Test("names every field that differs, with both values")
    func configuration() throws {
        let old = try component(
            files: ["index.js": 1, "b.js": 2],
            bindings: [Binding(name: "GONE", value: .plainText("x")), Binding(name: "A", value: .plainText("1"))],
            date: "2026-01-01"
        )
        let new = try component(
            main: "b.js",
            files: ["index.js": 1, "b.js": 2],
            bindings: [Binding(name: "NEW", value: .versionMetadata), Binding(name: "A", value: .plainText("2"))],
            flags: ["f", "g"]
        )
        let diff = try diff(old, new)
        #expect(
            lines(diff) == [
                "binding A: 1 → 2",
                "binding GONE: x → -",
                "binding NEW: - → (version metadata)",
                "compatibility_date: 2026-01-01 → -",
                "compatibility_flags: - → f, g",
                "main: index.js → b.js",
            ]
        )
        #expect(diff.files.isEmpty)
    }

    @Test("tells values of different types apart that look alike")
    func bindingTypes() throws {
        func with(_ value: Binding.Value) throws -> Component {
            try component(bindings: [Binding(name: "A", value: value)])
        }
        #expect(lines(try diff(with(.plainText("1")), with(.json("1")))) == ["binding A: 1 → json 1"])
        let metadata = try diff(with(.plainText("(version metadata)")), with(.versionMetadata))
        #expect(!metadata.isEmpty)
        #expect(!(try diff(component(flags: ["a, b"]), component(flags: ["a", "b"]))).isEmpty)
        #expect(!(try diff(component(flags: ["a", "b"]), component(flags: ["b", "a"]))).isEmpty)
    }

    @Test("names files that came, went or changed")
    func files() throws {
        let diff = try diff(
            component(files: ["index.js": 1, "same.js": 2, "gone.js": 3, "changed.js": 4]),
            component(files: ["index.js": 1, "same.js": 2, "new.js": 3, "changed.js": 5])
        )
        #expect(diff.files.map(\.name) == ["changed.js", "gone.js", "new.js"])
        #expect(diff.files.map { $0.from != nil } == [true, true, false])
        #expect(diff.files.map { $0.to != nil } == [true, false, true])
        #expect(diff.configuration.isEmpty)
    }

    @Test("names the component where there are several, and what the service has as a whole")
    func components() throws {
        let old = try Snapshot(kind: .service, components: [component("a"), component("b")], configuration: ["x": "1"])
        let new = try Snapshot(
            kind: .service,
            components: [component("a", files: ["index.js": 9])],
            configuration: ["x": "2"]
        )
        let diff = diff(old, new)
        #expect(lines(diff) == ["x: 1 → 2", "b/main: index.js → -"])
        #expect(diff.files.map(\.name) == ["a/index.js", "b/index.js"])
    }

    @Test("shows static files as files, and their rules as fields")
    func assets() throws {
        func site(_ bytes: [UInt8], _ rules: AssetRules) throws -> Component {
            let file = try AssetBundle.File(path: "/index.html", digest: Digest(sha256: bytes), size: bytes.count)
            let assets = try AssetBundle(files: [file], rules: rules)
            return try Component(
                main: nil,
                modules: [],
                bindings: [],
                compatibility: Compatibility(),
                assets: assets
            )
        }
        let old = try component()
        let new = try site([7], AssetRules(workerFirst: .paths(["/api/*"]), redirects: "/a /b"))
        let added = try diff(old, new)
        #expect(
            lines(added) == [
                "assets _redirects: - → /a /b", "assets run_worker_first: - → /api/*", "main: index.js → -",
            ]
        )
        #expect(added.files.map(\.name) == ["/index.html", "index.js"])
        #expect(added.files.first?.to?.kind == .asset(contentType: nil))
        #expect(added.files.last?.to == nil)
        let changed = try diff(new, site([7, 8], new.assets?.rules ?? AssetRules()))
        #expect(changed.configuration.isEmpty)
        #expect(changed.files.map { [$0.from?.size, $0.to?.size] } == [[1, 2]])
    }
}
