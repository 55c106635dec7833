import ReleaseModel
import Testing

@Suite("Static files of a component")
struct AssetComponentTests {
    private static func bundle() throws -> AssetBundle {
        let file = try AssetBundle.File(path: "/a.txt", digest: try #require(Digest.example(1)), size: 1)
        return try AssetBundle(files: [file], rules: AssetRules())
    }

    private static func component(
        main: String? = nil,
        modules: [Module] = [],
        bindings: [Binding] = [],
        assets: AssetBundle?
    ) throws -> Component {
        try Component(
            main: main,
            modules: modules,
            bindings: bindings,
            compatibility: Compatibility(),
            assets: assets
        )
    }

    @Test("stand beside code, or alone")
    func parts() throws {
        let both = try Self.component(main: "index.js", modules: [.example()], assets: Self.bundle())
        #expect(both.parts == [.code, .assets])
        let files = try Self.component(assets: Self.bundle())
        #expect(files.parts == .assets)
        #expect(try Component.example().parts == .code)
        let snapshot = try Snapshot(kind: .worker, components: [both])
        #expect(snapshot.parts == [.code, .assets])
        #expect(snapshot.blobs == [try #require(Digest.example()), try #require(Digest.example(1))])
    }

    @Test("are what a component without a main module is made of, and all of it")
    func refusesNothing() throws {
        #expect(throws: InvalidContent.mainModuleUnnamed) { try Self.component(assets: nil) }
        #expect(throws: InvalidContent.mainModuleUnnamed) {
            try Self.component(modules: [.example()], assets: Self.bundle())
        }
    }

    @Test("are there if the code is bound to them")
    func refusesUnservedBinding() throws {
        let binding = try Binding(name: "ASSETS", value: .assets)
        #expect(throws: InvalidContent.assetsMissing(binding: "ASSETS")) {
            try Self.component(main: "index.js", modules: [.example()], bindings: [binding], assets: nil)
        }
        let bound = try Self.component(
            main: "index.js",
            modules: [.example()],
            bindings: [binding],
            assets: Self.bundle()
        )
        #expect(bound.bindings == [binding])
    }
}
