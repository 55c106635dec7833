import FoundationEssentials
import GatewayPlane
import Glibc
import HTTPEngine
import ReleaseModel

/// The gateway alone, in front of two Unix sockets that share one worker's traffic 90/10.
///
/// usage: GatewayBench PORT SOCKET-OF-VERSION-1 SOCKET-OF-VERSION-2 [log]
///
/// Runs until it is killed. With `log` every request is written to a file of JSON lines in the working folder.
@main
struct GatewayBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else { fatalError("usage: GatewayBench PORT SOCKET1 SOCKET2 [log]") }
        let route = try worker(named: "bench")
        let sockets = Dictionary(uniqueKeysWithValues: zip(route.versions.map(\.id), arguments[2...3]))
        var configuration = GatewayConfiguration()
        if arguments.contains("log") {
            let log = RequestLogFile(path: "requests.log")
            configuration.requestLog = RequestLog(write: log.write)
        }
        let gateway = try await Gateway(configuration, instances: FixedInstances(sockets: sockets))
        // As many hosts as an operator may well have.
        let others = try (1..<1_000).map { try worker(named: "other-\($0)") }
        gateway.apply(RoutingDelta(revision: Revision(1), isComplete: true, changed: [route] + others))
        try await gateway.listen(on: ListeningSocket(binding: try SocketAddress(parsing: "127.0.0.1:\(arguments[1])")))
        print("ready")
        fflush(nil)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    private static func worker(named name: String) throws -> WorkloadRoute {
        let workload = Workload(
            id: Workload.ID(UUID()),
            account: Account.ID(UUID()),
            kind: .worker,
            name: try Workload.Name(name, kind: .worker),
            createdAt: Date(timeIntervalSince1970: 0)
        )
        guard let digest = Digest([UInt8](repeating: 1, count: Digest.byteCount)) else { fatalError("32 bytes") }
        let versions = (1...2).map { VersionRoute(id: Version.ID(UUID()), number: $0, snapshot: digest) }
        let split = try TrafficSplit([
            TrafficSplit.Share(.version(versions[0].id), slots: 90_000),
            TrafficSplit.Share(.version(versions[1].id), slots: 10_000),
        ])
        let slots = SlotMap.derived(for: split, from: nil) { target in target.version == versions[0].id ? 1 : 2 }
        let alias = AliasRoute(
            name: .production,
            deployment: Deployment.ID(UUID()),
            routing: DeployedRouting(split: split, slots: slots)
        )
        return WorkloadRoute(workload: workload, aliases: [alias], versions: versions)
    }
}

/// Instances that are always there.
struct FixedInstances: InstanceSource {
    private let endpoints: [Version.ID: UpstreamEndpoint]

    init(sockets: [Version.ID: String]) {
        endpoints = sockets.mapValues { UpstreamEndpoint(id: UInt64($0.hashValue.magnitude), path: $0, now: 0) }
    }

    func acquire(
        _ target: InstanceTarget,
        completion: @escaping @Sendable (Result<UpstreamEndpoint, InstanceUnavailable>) -> Void
    ) {
        guard let endpoint = endpoints[target.version] else {
            completion(.failure(InstanceUnavailable(.startFailed, detail: "no such socket")))
            return
        }
        completion(.success(endpoint))
    }

    func report(unreachable endpoint: UpstreamEndpoint) {}
}
