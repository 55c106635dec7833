import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreSQLite

/// Fills the state of a server that never ran with many workers, the newest version of each deployed.
///
/// usage: ScaleHome HOME WORKERS VERSIONS-EACH. Commits hold many facts each, and versions share one content: what is
/// measured afterwards is what a server makes of the rows, not how they came there.
@main
struct ScaleHome {
    private static let factsPerCommit = 2_000

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 3, let home = arguments.first, let workers = Int(arguments[2]),
            let versions = Int(arguments[3]), versions > 0
        else {
            print("usage: ScaleHome HOME WORKERS VERSIONS-EACH")
            return
        }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home), now: { Date() })
        try await fill(store, workers: workers, versions: versions)
        await store.close()
    }

    private static func fill(_ store: SQLiteStore, workers: Int, versions: Int) async throws {
        guard let account = try await store.accounts().first?.id else { return }
        let snapshot = try await content(store, account)
        var facts: [ReleaseFact] = []
        let attribution = Attribution(author: "bench", source: .api)
        for index in 0..<workers {
            facts += try worker("w\(index)", of: account, versions: versions, snapshot: snapshot, attribution)
            guard facts.count >= factsPerCommit || index == workers - 1 else { continue }
            _ = try await store.commit(ReleaseChange(facts, by: attribution, at: Date()), expecting: Expectations())
            facts = []
        }
    }

    private static func content(_ store: SQLiteStore, _ account: Account.ID) async throws -> Digest {
        let upload = try await store.blobs.beginUpload(account: account)
        try await upload.append(Array("export default { fetch() { return new Response(\"ok\"); } };\n".utf8))
        let blob = try await upload.finish()
        let component = try Component(
            main: "index.js",
            modules: [try Module(name: "index.js", type: .esm, digest: blob.digest, size: blob.size)],
            bindings: [],
            compatibility: Compatibility()
        )
        let snapshot = try EncodedSnapshot(try Snapshot(kind: .worker, components: [component]))
        try await store.stage(snapshot, account: account)
        return snapshot.digest
    }

    private static func worker(
        _ name: String,
        of account: Account.ID,
        versions count: Int,
        snapshot: Digest,
        _ attribution: Attribution
    ) throws -> [ReleaseFact] {
        let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded())
        let workload = Workload(
            id: Workload.ID(UUID()),
            account: account,
            kind: .worker,
            name: try Workload.Name(name, kind: .worker),
            createdAt: now
        )
        let alias = Alias(id: Alias.ID(UUID()), workload: workload.id, name: .production, createdAt: now)
        let versions = (1...count).map { number in
            Version(
                id: Version.ID(UUID()),
                workload: workload.id,
                number: number,
                snapshot: snapshot,
                attribution: attribution,
                createdAt: now
            )
        }
        let split = TrafficSplit(allTo: versions[count - 1].id)
        let deployment = Deployment(
            id: Deployment.ID(UUID()),
            workload: workload.id,
            alias: alias.id,
            sequence: 1,
            routing: DeployedRouting(split: split, slots: SlotMap.derived(for: split, from: nil) { _ in count }),
            attribution: attribution,
            createdAt: now
        )
        return [.workloadCreated(workload), .aliasCreated(alias)] + versions.map(ReleaseFact.versionPublished)
            + [.deploymentMade(deployment)]
    }
}
