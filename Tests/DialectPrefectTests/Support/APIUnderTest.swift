import FoundationEssentials
import HTTPEngine
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite
import Synchronization
import Testing

@testable import DialectPrefect

/// The whole dialect over a real store, in front of a small server.
struct APIUnderTest: Sendable {
    let api: PrefectAPI
    let plane: ReleasePlane
    let store: SQLiteStore
    let prefect: SmallPrefect
    let upstream: ScriptedUpstream
    let flow: WorkloadName
    private let log: Log

    private final class Log: Sendable {
        let lines = Mutex<[String]>([])
    }

    /// The codes that were reported, oldest first.
    var reported: [String] { log.lines.withLock { $0 } }

    static func run(
        ledger: (any FlowRunLedger)? = nil,
        _ body: (APIUnderTest) async throws -> Void
    ) async throws {
        let home = "/tmp/sluice-pa-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home))
        let prefect = SmallPrefect()
        let upstream = try ScriptedUpstream { try prefect.answer($0) }
        defer { upstream.stop() }
        do {
            let account = try #require(try await store.accounts().first).id
            try await body(try APIUnderTest(store, account, prefect, upstream, ledger: ledger))
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private init(
        _ store: SQLiteStore,
        _ account: Account.ID,
        _ prefect: SmallPrefect,
        _ upstream: ScriptedUpstream,
        ledger: (any FlowRunLedger)?
    ) throws {
        let server = try PrefectServer(at: .unix(path: upstream.path), authString: "admin:secret")
        let log = Log()
        plane = ReleasePlane(
            store: store,
            blobs: store.blobs,
            environment: ReleasePlane.Environment(
                now: { Date() },
                makeUUID: { UUID() },
                announce: { _ in .inForce(after: .zero) },
                tryLoading: { _, _ in nil },
                flows: FlowSystem(upstream: server.flows, journal: store, ledger: ledger ?? store)
            )
        )
        api = PrefectAPI(
            plane: plane,
            ledger: ledger ?? store,
            access: store,
            server: server,
            configuration: PrefectAPIConfiguration(account: account, port: 4200, hostNames: [], needsToken: false),
            environment: PrefectEnvironment(
                now: { Date() },
                report: { code, _ in log.lines.withLock { $0.append(code) } }
            )
        )
        self.store = store
        self.prefect = prefect
        self.upstream = upstream
        self.log = log
        flow = WorkloadName(account: account, kind: .flow, name: "etl/nightly")
    }

    struct Reply: Sendable, Hashable {
        let status: HTTPStatus
        let text: String

        init(_ status: HTTPStatus, _ text: String) {
            self.status = status
            self.text = text
        }

        var json: JSONText? { JSONText(text) }
    }

    /// Asks as a client, and returns the whole answer.
    func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String = "",
        fields: HTTPFields = [:]
    ) async throws -> Reply {
        let answer = await api.handle(
            HTTPRequest(
                method,
                try HTTPTarget(path),
                authority: "127.0.0.1:4200",
                fields: fields,
                body: .bytes(Array(body.utf8))
            )
        )
        return Reply(answer.status, String(decoding: try await answer.body.collect(upTo: 1 << 20), as: UTF8.self))
    }

    func token(_ scopes: AccessToken.Scope...) async throws -> String {
        let issuer = TokenIssuer(
            access: store,
            now: { Date() },
            makeUUID: { UUID() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }
        )
        return try await issuer.issue(to: "ada", scopes: Set(scopes), account: flow.account).secret
    }

    /// A client writes the deployment as it is, which makes a version.
    func publish(info: String? = nil) async throws -> Version {
        let author = Attribution(author: "ada", source: .sdk)
        let published = try await plane.follow(flow, noting: FlowNote(verbatim: info), by: author) { .written(()) }
        return try #require(published.published).version
    }

    /// The bodies of the requests that came to `METHOD path`.
    func bodies(of place: String) -> [String] {
        upstream.requests.filter { $0.hasPrefix("\(place) ") }.map { request in
            request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
        }
    }

    /// The descriptions of all versions that are there, oldest first.
    func versions() async throws -> [String] {
        let workload = try await plane.workload(flow)
        var texts: [String] = []
        for version in try await store.versions(of: workload.id, from: 1, ascending: true, limit: 1_000)
        where !version.isDeleted {
            texts.append(try await plane.content(of: version, in: workload).configuration["description"] ?? "")
        }
        return texts
    }
}

/// A ledger that cannot be written.
struct BrokenLedger: FlowRunLedger {
    func record(_ pickups: [FlowPickup]) async throws(ReleaseError) {
        throw .storeUnavailable(operation: "record", cause: "made to fail")
    }

    func pickups(of runs: [FlowPickup.ID]) async throws(ReleaseError) -> [FlowPickup] { [] }

    func pickups(of version: Version.ID, limit: Int) async throws(ReleaseError) -> [FlowPickup] { [] }
}
