import FoundationEssentials
import Glibc
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

/// A release plane over a real store in a folder of its own.
struct Bench: Sendable {
    let plane: ReleasePlane
    let store: any ReleaseStore & RouteSource
    let world: World
    let account: Account.ID
    let home: StoreLocation

    /// Runs a test on a new bench, and leaves nothing behind.
    static func run(_ test: (Bench) async throws -> Void) async throws {
        var template = Array("/tmp/sluice-core-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw ReleaseError.storeUnavailable(operation: "mkdtemp", cause: "\(errno)")
        }
        let home = String(cString: made)
        defer { try? FileManager.default.removeItem(atPath: home) }
        let world = World()
        let location = StoreLocation(home: home)
        let store = try await SQLiteStore.open(home: location, now: { world.now })
        let account = try #require(try await store.accounts().first).id
        let plane = ReleasePlane(store: store, blobs: store.blobs, environment: world.environment)
        do {
            try await test(Bench(plane: plane, store: store, world: world, account: account, home: location))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    func name(_ worker: String = "hello") -> WorkloadName {
        WorkloadName(account: account, kind: .worker, name: worker)
    }

    func workload(_ worker: String = "hello") async throws -> Workload {
        try await plane.workload(name(worker))
    }

    /// A worker of one file, whose bytes are stored.
    func content(_ code: String, of account: Account.ID? = nil) async throws -> Snapshot {
        let upload = try await plane.blobs.beginUpload(account: account ?? self.account)
        try await upload.append(Array(code.utf8))
        let blob = try await upload.finish()
        let module = try Module(name: "index.js", type: .esm, digest: blob.digest, size: blob.size)
        let component = try Component(
            main: "index.js",
            modules: [module],
            bindings: [],
            compatibility: Compatibility()
        )
        return try Snapshot(kind: .worker, components: [component])
    }

    /// Publishes one file as a version; by default without deploying it.
    @discardableResult
    func upload(
        _ code: String,
        to worker: String = "hello",
        of account: Account.ID? = nil,
        tag: String? = nil,
        message: String? = nil,
        skipsUnchanged: Bool = false,
        seen: Revision? = nil,
        release: Upload.Release = .later(creates: true)
    ) async throws -> Receipt<Published> {
        let upload = Upload(
            workload: WorkloadName(account: account ?? self.account, kind: .worker, name: worker),
            content: try await content(code, of: account),
            attribution: .example(message: message),
            tag: tag,
            skipsUnchanged: skipsUnchanged,
            seen: seen
        )
        return try await plane.publish(upload, release: release)
    }

    /// Publishes versions 1…`count` of a worker, each with code of its own, and deploys nothing.
    @discardableResult
    func versions(_ count: Int, of worker: String = "hello") async throws -> [Version] {
        var versions: [Version] = []
        for number in 1...count {
            versions.append(try await upload("\(worker) \(number)", to: worker).value.version)
        }
        return versions
    }

    /// Deploys version numbers with their per cents.
    @discardableResult
    func deploy(
        _ shares: KeyValuePairs<Int, String>,
        to alias: Alias.Name = .production,
        of worker: String = "hello",
        seen: Revision? = nil
    ) async throws -> Receipt<Deployment> {
        let requested = try shares.map {
            RequestedShare(version: .number($0.key), percentage: try #require(Percentage($0.value)))
        }
        let split = try await plane.split(requested, of: try await workload(worker))
        return try await plane.deploy(
            Routing(split: split),
            to: alias,
            of: name(worker),
            record: .example("deploy", seen: seen)
        )
    }

    func alias(_ name: Alias.Name = .production, of worker: String = "hello") async throws -> Alias {
        try await plane.alias(name, of: try await workload(worker))
    }

    /// The deployments of an alias, oldest first.
    func history(_ alias: Alias.Name = .production, of worker: String = "hello") async throws -> [Deployment] {
        let page = PageRequest(limit: PageRequest.maximumLimit)
        return try await store.deployments(of: try await self.alias(alias, of: worker).id, page: page).items.reversed()
    }

    /// What an alias serves, as slots by version number.
    func serving(_ alias: Alias.Name = .production, of worker: String = "hello") async throws -> [Int: Int] {
        guard let deployment = try await plane.inForce(on: try await self.alias(alias, of: worker)) else { return [:] }
        var serving: [Int: Int] = [:]
        for share in deployment.routing.split.shares {
            let version = try await store.version(try #require(share.target.version))
            serving[try #require(version).number] = share.slots
        }
        return serving
    }
}
