import FoundationEssentials
import HTTPEngine
import HTTPModel
import Synchronization
import Telemetry

/// Stands between Sluice and a Prefect server, notes every request, and can stop one.
final class PrefectRelay: Sendable {
    /// The longest body of a request or of an answer, in bytes.
    private static let bodyLimit = 16 << 20
    /// How long a request is held that nobody lets go.
    private static let holdLimit: Duration = .seconds(60)

    /// `http://127.0.0.1:PORT`, without `/api`.
    let url: String
    private let client: HTTPClient
    private let state = Mutex(State())

    /// A request that is held: before the server gets it, or after, before Sluice gets the answer.
    struct Stop: Sendable, Hashable {
        /// Counts from 0.
        let request: Int
        let side: Side

        enum Side: String, Sendable, CaseIterable {
            case before, after
        }
    }

    /// A request that passed, or is held.
    struct Line: Sendable, Hashable, CustomStringConvertible {
        let method: HTTPMethod
        /// Without identities, which differ from one deployment to the next.
        let path: String

        var description: String { "\(method) \(path)" }
    }

    private struct State {
        var lines: [Line] = []
        var stop: Stop?
        var isReached = false
        /// What is held goes on when this has changed since.
        var releases = 0
        /// How often Sluice has looked through all deployments.
        var looks = 0
        var acceptedWrites: [Line] = []
    }

    private init(to server: String, port: UInt16) throws {
        url = "http://127.0.0.1:\(port)"
        var limits = ClientLimits()
        // Prefect's server closes connections that are idle for five seconds.
        limits.keepAlive = .seconds(3)
        limits.connections = 64
        limits.keepsConnectionsAfterErrors = false
        client = try HTTPClient(to: try HTTPEndpoint(url: server), limits: limits)
    }

    /// Relays to a server, given by its URL, while the body runs.
    static func running<Value: Sendable>(
        to server: String,
        _ body: (PrefectRelay) async throws -> Value
    ) async throws -> Value {
        let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
        let relay = try PrefectRelay(to: server, port: socket.port ?? 0)
        let listener = HTTPServer(name: "relay", on: [socket], log: .silent) { await relay.answer($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await listener.run() }
            return try await body(relay)
        }
    }

    // MARK: What tests see and do

    /// Forgets what passed so far, and holds the request that the stop names, until ``release()`` or until Sluice dies.
    func watch(stopping stop: Stop? = nil) {
        state.withLock { state in
            state.lines = []
            state.stop = stop
            state.isReached = false
            state.looks = 0
        }
    }

    /// Lets go what is held.
    func release() {
        state.withLock { $0.releases += 1 }
    }

    /// The requests since ``watch(stopping:)``, but for those by which Sluice looks through all deployments.
    var lines: [Line] { state.withLock { $0.lines } }

    var isHolding: Bool { state.withLock { $0.isReached } }
    var looks: Int { state.withLock { $0.looks } }
    /// The writes of deployments that the server has ever carried out.
    var acceptedWrites: [Line] { state.withLock { $0.acceptedWrites } }

    // MARK: Relaying

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let line = Line(request)
        let side = note(line)
        do {
            var request = request
            request.body = .bytes(try await request.body.collect(upTo: Self.bodyLimit))
            if side == .before { try await hold() }
            var response = try await client.send(request)
            response.body = .bytes(try await response.body.collect(upTo: Self.bodyLimit))
            noteAnswer(line, response.status)
            if side == .after { try await hold() }
            return response
        } catch {
            return Self.broken
        }
    }

    /// What cuts the connection, as a server does that dies.
    private static var broken: HTTPResponse {
        HTTPResponse(.ok, contentType: "application/json", body: .stream(length: 1) { throw CancellationError() })
    }

    private func note(_ line: Line) -> Stop.Side? {
        state.withLock { state in
            guard !line.isLook else { return nil }
            state.lines.append(line)
            guard let stop = state.stop, stop.request == state.lines.count - 1 else { return nil }
            return stop.side
        }
    }

    private func noteAnswer(_ line: Line, _ status: HTTPStatus) {
        state.withLock { state in
            if line.isLook { state.looks += 1 }
            if line.isWrite, (200..<300).contains(status.code) { state.acceptedWrites.append(line) }
        }
    }

    /// Throws when Sluice has gone.
    private func hold() async throws {
        let releases = state.withLock { state in
            state.isReached = true
            return state.releases
        }
        try await Deadline(in: Self.holdLimit).wait("what is held is let go") {
            state.withLock { $0.releases } != releases
        }
    }
}

extension PrefectRelay.Line {
    fileprivate init(_ request: HTTPRequest) {
        method = request.method
        path = request.target.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { UUID(uuidString: String($0)) == nil ? String($0) : "{id}" }
            .joined(separator: "/")
    }

    /// How Sluice looks regularly for what happened past it, beside whatever else is under way.
    fileprivate var isLook: Bool { self == Self(method: .post, path: "/api/deployments/filter") }

    /// Whether it writes what versions have.
    var isWrite: Bool {
        [Self(method: .patch, path: "/api/deployments/{id}"), Self(method: .post, path: "/api/deployments/")]
            .contains(self)
    }
}
