import Foundation
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Synchronization

/// The state that all cases begin with, written by the real core into a home before its server starts, so that
/// identities and times are the same in every run.
///
/// | worker | what it has |
/// |---|---|
/// | `hello` | versions 1 and 2 at 90 and 10 %, 3 deleted; alias `staging` on 2 |
/// | `trio` | versions 1, 2, 3 at 40, 30, 30 % |
/// | `fresh` | one version, deployed once |
/// | `bare` | one version, never deployed |
/// | `twins` | two versions with the same tag, `same` |
struct SeededHome {
    /// The secrets of tokens, by what they may do: `admin`, `reader`, `uploader`, `deployer`, `expired`, `revoked`.
    private(set) var secrets: [String: String] = [:]
    private let store: SQLiteStore
    private let plane: ReleasePlane
    private let account: Account.ID

    static let code = "export default { fetch() { return new Response('ok') } }\n"
    /// 1 January 2026.
    private static let moment = Date(timeIntervalSince1970: 1_767_225_600)

    /// Seeds a home that does not exist yet; returns the secrets of its tokens.
    static func make(at path: String) async throws -> [String: String] {
        let store = try await SQLiteStore.open(home: StoreLocation(home: path), now: { moment })
        guard let account = try await store.accounts().first else {
            throw ReleaseError.storeCorrupt(what: "account", cause: "none")
        }
        var home = SeededHome(store: store, account: account.id)
        try await home.seed()
        await store.close()
        return home.secrets
    }

    /// Writes a backup of a home on which no server runs yet.
    static func backup(of path: String, to file: String) async throws {
        _ = try await StoreBackup.make(of: StoreLocation(home: path), to: file, at: moment)
    }

    private init(store: SQLiteStore, account: Account.ID) {
        self.store = store
        self.account = account
        let identities = Identities()
        plane = ReleasePlane(
            store: store,
            blobs: store.blobs,
            environment: ReleasePlane.Environment(
                now: { Self.moment },
                makeUUID: { identities.next() },
                announce: { _ in .inForce(after: .milliseconds(1)) },
                tryLoading: { _, _ in .success(Exports(handlers: ["fetch"])) }
            )
        )
    }

    private mutating func seed() async throws {
        try await versions(3, of: "hello")
        try await deploy(["1": "100"], of: "hello")
        try await deploy(["1": "90", "2": "10"], of: "hello")
        _ = try await plane.createAlias(
            try Alias.Name("staging"),
            of: name("hello"),
            routing: try await routing(["2": "100"], of: "hello"),
            record: record
        )
        _ = try await plane.deleteVersion(.number(3), of: name("hello"), record: record)
        try await versions(3, of: "trio")
        try await deploy(["1": "40", "2": "30", "3": "30"], of: "trio")
        try await versions(1, of: "fresh")
        try await deploy(["1": "100"], of: "fresh")
        try await versions(1, of: "bare")
        try await versions(2, of: "twins", tag: "same")
        try await issueTokens()
    }

    private func versions(_ count: Int, of worker: String, tag: String? = nil) async throws {
        for number in 1...count {
            let upload = try await plane.blobs.beginUpload(account: account)
            try await upload.append(Array("// \(worker) \(number)\n\(Self.code)".utf8))
            let blob = try await upload.finish()
            let module = try Module(name: "index.js", type: .esm, digest: blob.digest, size: blob.size)
            let component = try Component(
                main: "index.js",
                modules: [module],
                bindings: [],
                compatibility: Compatibility()
            )
            _ = try await plane.publish(
                Upload(
                    workload: name(worker),
                    content: try Snapshot(kind: .worker, components: [component]),
                    attribution: record.attribution,
                    tag: tag
                ),
                release: .later(creates: true)
            )
        }
    }

    private func deploy(_ shares: KeyValuePairs<String, String>, of worker: String) async throws {
        let routing = try await routing(shares, of: worker)
        _ = try await plane.deploy(routing, to: .production, of: name(worker), record: record)
    }

    private func routing(_ shares: KeyValuePairs<String, String>, of worker: String) async throws -> Routing {
        var requested: [RequestedShare] = []
        for (version, text) in shares {
            guard let reference = VersionReference(version), let percentage = Percentage(text) else { continue }
            requested.append(RequestedShare(version: reference, percentage: percentage))
        }
        return Routing(split: try await plane.split(requested, of: try await plane.workload(name(worker))))
    }

    private mutating func issueTokens() async throws {
        let identities = Identities(first: 0xF000)
        let issuer = TokenIssuer(
            access: store,
            now: { Self.moment },
            makeUUID: { identities.next() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }
        )
        let scopes: KeyValuePairs<String, Set<AccessToken.Scope>> = [
            "admin": [.admin], "reader": [.read], "uploader": [.upload], "deployer": [.deploy], "revoked": [.admin],
        ]
        for (owner, scopes) in scopes {
            let issued = try await issuer.issue(to: owner, scopes: scopes, account: account)
            secrets[owner] = issued.secret
            if owner == "revoked" { try await issuer.revoke(issued.token.id, account: account) }
        }
        let expired = try await issuer.issue(to: "expired", scopes: [.admin], account: account, lifetime: .seconds(60))
        secrets["expired"] = expired.secret
    }

    private func name(_ worker: String) -> WorkloadName {
        WorkloadName(account: account, kind: .worker, name: worker)
    }

    private var record: Record {
        Record(attribution: Attribution(author: "ada", source: .cli, message: nil))
    }
}

/// Identities that count, each with eight first digits of its own.
private final class Identities: Sendable {
    private let count: Mutex<UInt32>

    init(first: UInt32 = 0x10) {
        count = Mutex(first)
    }

    func next() -> UUID {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let text = String(number, radix: 16)
        let digits = String(repeating: "0", count: 8 - text.count) + text
        return UUID(uuidString: "\(digits)-0000-4000-8000-0000\(digits)") ?? UUID()
    }
}
