import Foundation
import GatewayPlane
import HTTPEngine
import ReleaseModel
import SocketTesting
import Synchronization
import Testing

/// A running gateway with sockets for its instances; the test plays client and engine.
struct GatewayFixture {
    let folder: ShortFolder
    let gateway: Gateway
    let instances: FixedInstances
    let port: UInt16

    /// Runs the body with a gateway that serves the routes, and stops it afterwards.
    static func run(
        _ routes: [WorkloadRoute] = [.example()],
        files: FixedFiles? = nil,
        configure: (inout GatewayConfiguration) -> Void = { _ in },
        _ body: (GatewayFixture) async throws -> Void
    ) async throws {
        let folder = try ShortFolder()
        let instances = FixedInstances(folder: folder.path)
        var configuration = GatewayConfiguration()
        configuration.sweepInterval = .milliseconds(10)
        configure(&configuration)
        let gateway = try await Gateway(configuration, instances: instances, assets: files)
        gateway.apply(RoutingDelta(revision: Revision(1), isComplete: true, changed: routes))
        do {
            let socket = try ListeningSocket(binding: .ipv4("127.0.0.1", port: 0))
            try await gateway.listen(on: socket)
            let fixture = GatewayFixture(
                folder: folder,
                gateway: gateway,
                instances: instances,
                port: try #require(socket.port)
            )
            try await body(fixture)
        } catch {
            await gateway.stop(within: .zero)
            throw error
        }
        await gateway.stop(within: .zero)
    }

    /// Listens where the instance of that version is looked for.
    func engine(_ version: Int = 1) throws -> PlainListener {
        try PlainListener(path: FixedInstances.path(folder.path, version))
    }

    func client() throws -> PlainSocket {
        try PlainSocket(port: port)
    }

    /// Sends a request on a connection of its own and returns the gateway's own answer.
    func answer(_ request: String) throws -> PlainAnswer {
        let client = try client()
        try client.send(request)
        return try client.receiveAnswer()
    }
}

/// An instance per version at a path that its number tells, unless the test says otherwise.
final class FixedInstances: InstanceSource {
    typealias Completion = @Sendable (Result<UpstreamEndpoint, InstanceUnavailable>) -> Void

    private struct State {
        var acquired: [InstanceTarget] = []
        var unreachable: [UInt64] = []
        var endpoints: [Version.ID: UpstreamEndpoint] = [:]
        var refusal: InstanceUnavailable?
        var isHolding = false
        var held: [(InstanceTarget, Completion)] = []
        var nextID: UInt64 = 1
    }

    private let folder: String
    private let state = Mutex(State())

    init(folder: String) {
        self.folder = folder
    }

    static func path(_ folder: String, _ version: Int) -> String {
        "\(folder)/v\(version).sock"
    }

    func acquire(_ target: InstanceTarget, completion: @escaping Completion) {
        let result: Result<UpstreamEndpoint, InstanceUnavailable>? = state.withLock { state in
            state.acquired.append(target)
            if let refusal = state.refusal { return .failure(refusal) }
            if state.isHolding {
                state.held.append((target, completion))
                return nil
            }
            return .success(Self.endpoint(target.version, folder, &state))
        }
        if let result { completion(result) }
    }

    func report(unreachable endpoint: UpstreamEndpoint) {
        state.withLock { state in
            state.unreachable.append(endpoint.id)
            state.endpoints = state.endpoints.filter { $0.value.id != endpoint.id }
        }
    }

    private static func endpoint(_ version: Version.ID, _ folder: String, _ state: inout State) -> UpstreamEndpoint {
        if let known = state.endpoints[version], !known.isDraining.load(ordering: .sequentiallyConsistent) {
            return known
        }
        let number = Version.ID.number(of: version)
        let endpoint = UpstreamEndpoint(id: state.nextID, path: path(folder, number), now: 0)
        state.nextID += 1
        state.endpoints[version] = endpoint
        return endpoint
    }

    var acquired: [InstanceTarget] { state.withLock { $0.acquired } }
    var unreachable: [UInt64] { state.withLock { $0.unreachable } }

    /// The endpoint last given out for a version.
    func endpoint(_ version: Int) -> UpstreamEndpoint? {
        state.withLock { $0.endpoints[.example(version)] }
    }

    func refuse(_ refusal: InstanceUnavailable?) {
        state.withLock { $0.refusal = refusal }
    }

    /// Answers nobody until ``release()``.
    func hold() {
        state.withLock { $0.isHolding = true }
    }

    func release() {
        let answers = state.withLock { state in
            state.isHolding = false
            let held = state.held
            state.held = []
            return held.map { ($0.1, Self.endpoint($0.0.version, folder, &state)) }
        }
        for (completion, endpoint) in answers { completion(.success(endpoint)) }
    }
}

extension Version.ID {
    /// `a0000001-…` for version 1.
    static func example(_ number: Int) -> Version.ID {
        let digits = String(0xA000_0000 + number, radix: 16)
        guard let id = Version.ID("\(digits)-0000-4000-8000-000000000000") else { preconditionFailure("no UUID") }
        return id
    }

    static func number(of id: Version.ID) -> Int {
        (Int(id.prefix, radix: 16) ?? 0) - 0xA000_0000
    }
}

extension WorkloadRoute {
    /// A worker with two versions, the first of which has everything unless the test says otherwise.
    static func example(
        _ name: String = "hello",
        id: Int = 1,
        versions: [Int] = [1, 2],
        parts: Snapshot.Parts = .code,
        split: [Int: Int] = [1: 100_000],
        rules: [(Rule.Match, [Rule.Condition], version: Int)] = [],
        aliases: [String: Int] = [:],
        affinity: RequestAttribute? = nil,
        settings: RoutingSettings = RoutingSettings(),
        isDeployed: Bool = true,
        createdAt: Double = 0,
        triggers: [Trigger.Source] = [],
        target: Trigger.Target = .alias(.production)
    ) -> WorkloadRoute {
        guard let workloadID = Workload.ID("00000000-0000-4000-8000-00000000000\(id)"),
            let account = Account.ID("00000000-0000-4000-8000-000000000000"),
            let digest = Digest([UInt8](repeating: 7, count: 32)),
            let workloadName = try? Workload.Name(name, kind: .worker)
        else { preconditionFailure("the example is malformed") }
        let workload = Workload(
            id: workloadID,
            account: account,
            kind: .worker,
            name: workloadName,
            createdAt: Date(timeIntervalSince1970: createdAt)
        )
        var routes: [AliasRoute] = []
        if isDeployed { routes.append(.example("production", split: split, rules: rules, affinity: affinity)) }
        for (alias, version) in aliases { routes.append(.example(alias, split: [version: 100_000])) }
        return WorkloadRoute(
            workload: workload,
            aliases: routes,
            versions: versions.map { VersionRoute(id: .example($0), number: $0, snapshot: digest, parts: parts) },
            settings: settings,
            triggers: triggers.map { .example($0, of: workloadID, target: target) }
        )
    }
}

extension Trigger {
    static func example(_ source: Source, of workload: Workload.ID, target: Target) -> Trigger {
        guard let id = Trigger.ID("00000000-0000-4000-8000-00000000000e") else { preconditionFailure("no UUID") }
        return Trigger(
            id: id,
            workload: workload,
            source: source,
            target: target,
            createdAt: Date(timeIntervalSince1970: 0)
        )
    }
}

extension AliasRoute {
    static func example(
        _ name: String,
        split: [Int: Int],
        rules: [(Rule.Match, [Rule.Condition], version: Int)] = [],
        affinity: RequestAttribute? = nil
    ) -> AliasRoute {
        guard let deployment = Deployment.ID("00000000-0000-4000-8000-00000000000d"),
            let alias = try? Alias.Name(name),
            let traffic = try? TrafficSplit(
                split.sorted { $0.key < $1.key }.map { .init(.version(.example($0.key)), slots: $0.value) }
            )
        else { preconditionFailure("the example is malformed") }
        let deployed = rules.map { match, conditions, version in
            let split = TrafficSplit(allTo: .example(version))
            guard let rule = Rule(match: match, conditions: conditions, split: split) else {
                preconditionFailure("the example is malformed")
            }
            return DeployedRouting.DeployedRule(rule: rule, slots: .example(split))
        }
        return AliasRoute(
            name: alias,
            deployment: deployment,
            routing: DeployedRouting(split: traffic, slots: .example(traffic), rules: deployed),
            affinity: affinity
        )
    }
}

extension SlotMap {
    static func example(_ split: TrafficSplit) -> SlotMap {
        var end = 0
        let ranges = split.shares.filter { $0.slots > 0 }.map { share in
            end += share.slots
            return SlotMap.Range(end: end, owner: share.target)
        }
        guard let map = SlotMap(ranges: ranges) else { preconditionFailure("the example is malformed") }
        return map
    }
}

/// An engine that answers every request with its name, on a loop of its own.
final class NamingEngine: Sendable {
    private let thread: LoopThread

    init(name: String, path: String) async throws {
        thread = try LoopThread(name: "engine")
        let socket = try ListeningSocket(binding: .unix(path))
        let error: LoopError? = await withCheckedContinuation { continuation in
            thread.submit { loop in
                do throws(LoopError) {
                    try loop.accept(from: socket) { handle in
                        NamingStream(handle, on: loop, name: name).startReading()
                    }
                    continuation.resume(returning: nil)
                } catch {
                    continuation.resume(returning: error)
                }
            }
        }
        if let error { throw error }
    }

    func stop() async {
        thread.stop()
        await thread.stopped()
    }

    private final class NamingStream: ByteStream {
        private let answer: [UInt8]
        private var inbox = ReceiveBuffer()
        private let parser = HeadParser()

        init(_ handle: consuming StreamHandle, on loop: EventLoop, name: String) {
            answer = Array("HTTP/1.1 200 OK\r\ncontent-length: \(name.utf8.count)\r\n\r\n\(name)".utf8)
            super.init(handle, on: loop)
        }

        override func onData(_ bytes: Span<UInt8>) {
            inbox.append(bytes)
            while !inbox.isEmpty {
                let count = inbox.withBytes { bytes in (try? parser.request(bytes))?.byteCount ?? 0 }
                guard count > 0 else { return }
                inbox.consume(count)
                let answer = self.answer
                send(answer.span)
            }
        }
    }
}
