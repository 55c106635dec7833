import Foundation
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite

/// Where stories are told: an API over real stores in a folder of their own.
protocol StoryStage: Sendable {
    /// The account as paths and documents have it; it is another one at every telling.
    var accountText: String { get }
    /// Secrets of access tokens by the names that stories call them.
    var tokens: [String: String] { get }
    /// What stands before the paths of stories.
    var prefix: String { get }
    /// Whether answers tell tags of entities by the order in which they first came: those that depend on the account are
    /// others at every telling.
    var countsTags: Bool { get }
    /// The field that names the request, which is not told either.
    var identity: HTTPFieldName { get }
    /// What stories have names for from the beginning.
    var words: [(name: String, value: String)] { get }

    /// Fields that are on every answer below a path, and are not told, with their values; `nil` for any.
    func usual(at path: String) -> [String: String?]

    /// Sends a request a second after the one before.
    func answer(_ request: HTTPRequest) async -> HTTPResponse
}

/// Runs the body with an empty store, and removes it, whatever happens.
func withStage(_ body: (SQLiteStore, StoreLocation, StageClock) async throws -> Void) async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "sluice-golden-\(UUID())")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let clock = StageClock()
    let location = StoreLocation(home: home.path(percentEncoded: false))
    let store = try await SQLiteStore.open(home: location, now: { clock.now })
    let result = await Result { try await body(store, location, clock) }
    await store.close()
    try result.get()
}

struct IncompleteStage: Error {}

extension KeyRing {
    /// The keys of every stage.
    static func stage() throws -> KeyRing {
        func key(_ byte: UInt8) -> [UInt8] { Array(repeating: byte, count: keyByteCount) }
        guard let ring = KeyRing(digestKey: key(1), sealingKeys: ["k1": key(2)], current: "k1") else {
            throw IncompleteStage()
        }
        return ring
    }
}

extension SQLiteStore {
    func stageAccount() async throws -> Account.ID {
        guard let account = try await accounts().first?.id else { throw IncompleteStage() }
        return account
    }

    func stageIssuer(_ clock: StageClock) -> TokenIssuer {
        TokenIssuer(
            access: self,
            now: { clock.now },
            makeUUID: { clock.makeUUID() },
            randomBytes: { clock.bytes($0) }
        )
    }

    /// Makes the tokens that stories name: `admin` may do everything, `reader` may read.
    func stageTokens(_ account: Account.ID, _ clock: StageClock) async throws -> [String: String] {
        let issuer = stageIssuer(clock)
        var tokens: [String: String] = [:]
        let scopes: [(String, Set<AccessToken.Scope>)] = [
            ("admin", Set(AccessToken.Scope.allCases)), ("reader", [.read]),
        ]
        for (name, scopes) in scopes {
            tokens[name] = try await issuer.issue(to: name, scopes: scopes, account: account).secret
        }
        return tokens
    }
}

extension Result where Failure == any Error, Success == Void {
    init(catching body: () async throws -> Void) async {
        do {
            try await body()
            self = .success(())
        } catch {
            self = .failure(error)
        }
    }
}
