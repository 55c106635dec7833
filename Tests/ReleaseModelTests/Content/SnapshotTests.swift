import ReleaseModel
import Testing

@Suite("A snapshot")
struct SnapshotTests {
    @Test("of a worker has one component")
    func worker() throws {
        let one = try Component.example()
        #expect(try Snapshot(kind: .worker, components: [one]).components == [one])
        #expect(throws: InvalidContent.noComponent) { try Snapshot(kind: .worker, components: []) }
        #expect(throws: InvalidContent.componentRepeated("main")) {
            try Snapshot(kind: .worker, components: [one, one])
        }
    }

    @Test("keeps a service's components by name")
    func service() throws {
        let names = ["b", "a"]
        let snapshot = try Snapshot(kind: .service, components: names.map { try .example(name: $0) })
        #expect(snapshot.components.map(\.name) == ["a", "b"])
    }

    @Test("names each blob once")
    func blobs() throws {
        let modules = [try Module.example("index.js"), try Module.example("copy.js")]
        let snapshot = try Snapshot(kind: .worker, components: [.example(modules: modules)])
        #expect(snapshot.blobs == [try #require(Digest.example())])
    }
}
