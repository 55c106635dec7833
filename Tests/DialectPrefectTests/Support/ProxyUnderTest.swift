import FoundationEssentials
import HTTPEngine
import HTTPModel
import ReleaseCore
import ReleaseModel
import SocketTesting
import StoreSQLite
import Telemetry
import Testing

@testable import DialectPrefect

/// The proxy on a port of its own, between real clients and a server made by hand, over a real store of tokens.
struct ProxyUnderTest: Sendable {
    let port: UInt16
    let upstream: ScriptedUpstream
    let issuer: TokenIssuer
    let account: Account.ID
    let server: UpstreamServer
    let door: Door

    /// What a test decides about the proxy.
    struct Settings: Sendable {
        var policy = Door.Policy.anyone
        var credential: UpstreamCredential?
        var limits = UpstreamLimits()
        var openings = OpeningLimits()
        /// Leaves the server's place empty.
        var isUpstreamMissing = false
    }

    static func run(
        _ settings: Settings = Settings(),
        script: @escaping ScriptedUpstream.Script,
        _ body: (ProxyUnderTest) async throws -> Void
    ) async throws {
        let home = "/tmp/sluice-pf-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: home) }
        let store = try await SQLiteStore.open(home: StoreLocation(home: home))
        let upstream = try ScriptedUpstream(script)
        defer { upstream.stop() }
        do {
            try await serve(settings, store, upstream, body)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private static func serve(
        _ settings: Settings,
        _ store: SQLiteStore,
        _ upstream: ScriptedUpstream,
        _ body: (ProxyUnderTest) async throws -> Void
    ) async throws {
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let port = try #require(socket.port)
        let account = try #require(try await store.accounts().first).id
        let door = Door(
            listener: ListenerGuard(port: Int(port)),
            policy: settings.policy,
            tokens: TokenCheck(access: store, account: account, now: { Date() }),
            credential: settings.credential
        )
        let path = settings.isUpstreamMissing ? upstream.path + "-missing" : upstream.path
        let server = try UpstreamServer(at: .unix(path: path), limits: settings.limits)
        let proxy = ReverseProxy(server, behind: door, openings: settings.openings)
        let listener = HTTPServer(name: "test", on: [socket], log: .silent) { await proxy.answer($0) }
        let issuer = TokenIssuer(
            access: store,
            now: { Date() },
            makeUUID: { UUID() },
            randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            let proxy = ProxyUnderTest(
                port: port,
                upstream: upstream,
                issuer: issuer,
                account: account,
                server: server,
                door: door
            )
            try await body(proxy)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// The host by which clients name the proxy.
    var host: String { "127.0.0.1:\(port)" }

    func socket() throws -> PlainSocket {
        try PlainSocket(port: port)
    }

    func token(_ scopes: AccessToken.Scope..., of owner: String = "ada") async throws -> String {
        try await issuer.issue(to: owner, scopes: Set(scopes), account: account).secret
    }

    /// Sends one request on a new connection and reads an answer that has a length, or no body.
    func answer(
        _ method: String,
        _ target: String,
        fields: String = "",
        body: String = ""
    ) async throws -> PlainAnswer {
        let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
        let request = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n\(fields)\(length)\r\n\(body)"
        return try await answer(to: request, isHead: method == "HEAD")
    }

    /// Sends a request given word for word.
    func answer(to request: String, isHead: Bool = false) async throws -> PlainAnswer {
        try await offPool {
            let socket = try socket()
            try socket.send(request)
            return try socket.receiveAnswer(isHead: isHead)
        }
    }
}

extension ProxyUnderTest.Settings {
    static func with(_ change: (inout Self) -> Void) -> Self {
        var settings = Self()
        change(&settings)
        return settings
    }
}
