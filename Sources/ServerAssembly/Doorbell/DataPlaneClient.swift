import DialectCloudflare
import FoundationEssentials
import HTTPEngine
import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import Telemetry

/// The control process's way to the data process.
///
/// Nothing here throws: a data process that does not answer is a fact that callers report.
struct DataPlaneClient: Sendable {
    /// How long an acknowledgement waits for the data process to serve by a revision.
    static let applyDeadline: Duration = .seconds(5)
    /// How long code may take to start when it is tried at upload.
    static let trialDeadline: Duration = .seconds(20)

    private let client: HTTPClient
    private let log: Log

    init(socket: String, log: Log) throws(LoopError) {
        var limits = ClientLimits()
        limits.connections = 256
        client = try HTTPClient(to: .unix(path: socket), limits: limits)
        self.log = log
    }

    /// Rings the bell and waits until the data process serves by the revision.
    func announce(_ revision: Revision) async -> Propagation {
        let clock = ContinuousClock()
        let began = clock.now
        do {
            let request = try request(.post, ["revisions", revision.description])
            let applied: AppliedMessage = try await answer(request, within: Self.applyDeadline)
            return applied.revision >= revision.number ? .inForce(after: clock.now - began) : .unconfirmed
        } catch HTTPClientError.refused {
            return .noDataPlane
        } catch {
            log.warning(
                "data process did not confirm",
                [
                    "revision": .integer(revision.number), "error": LogValue(error),
                ]
            )
            return .unconfirmed
        }
    }

    /// Starts a snapshot's code once; `nil` when nobody could try.
    func tryLoading(
        _ snapshot: EncodedSnapshot,
        of name: WorkloadName
    ) async -> Result<Exports, ReleaseCore.LoadFailure>? {
        do {
            var request = try request(.post, ["trials", name.account.description, name.kind.rawValue, name.name])
            request.body = .bytes(snapshot.bytes)
            let trial: TrialMessage = try await answer(request, within: Self.trialDeadline)
            if let failure = trial.failure {
                let failure = ReleaseCore.LoadFailure(
                    name: failure.name,
                    message: failure.message,
                    stack: failure.stack
                )
                return .failure(failure)
            }
            return trial.exports.map { found in
                .success(
                    Exports(
                        handlers: found.handlers,
                        entrypoints: found.entrypoints,
                        loadMilliseconds: found.loadMilliseconds
                    )
                )
            }
        } catch {
            log.warning("code was not tried", ["error": LogValue(error)])
            return nil
        }
    }

    /// How fast versions of a workload could take traffic again; `nil` where nobody knows.
    func warmth(of workload: Workload.ID, _ versions: Set<Version.ID>) async -> DataPlaneView.Warmth? {
        let items = versions.sorted().map { HTTPQuery.Item("version", $0.description) }
        do {
            let request = try request(.get, ["warmth", workload.description], query: HTTPQuery(items))
            let message: WarmthMessage = try await answer(request, within: Self.applyDeadline)
            return DataPlaneView.Warmth(rawValue: message.warmth)
        } catch {
            return nil
        }
    }

    /// How many instances of a service's function are ready for a target; `nil` where nobody knows.
    func readyInstances(_ service: WorkloadName, _ target: String, _ function: String) async -> Int? {
        do {
            let segments = ["ready-instances", service.account.description, service.name, target, function]
            let message: ReadyInstancesMessage = try await answer(
                try request(.get, segments),
                within: Self.applyDeadline
            )
            return message.count
        } catch {
            return nil
        }
    }

    func status() async -> WireDataStatus? {
        do {
            return try await answer(try request(.get, ["status"]), within: Self.applyDeadline)
        } catch {
            return nil
        }
    }

    /// Prometheus text; empty while no data process answers.
    func metrics() async -> String {
        do {
            let response = try await client.send(
                try request(.get, ["metrics"]),
                timeouts: timeouts(Self.applyDeadline)
            )
            return String(decoding: try await response.body.collect(upTo: Self.largestMetrics), as: UTF8.self)
        } catch {
            return ""
        }
    }

    /// Opens a tail that lasts until the body is let go of; `nil` while no data process answers.
    func tail(_ workload: Workload.ID, _ filter: TailFilter) async throws -> HTTPBody? {
        var items = [HTTPQuery.Item("level", filter.minimumLevel.rawValue)]
        if let version = filter.version { items.append(HTTPQuery.Item("version", version.description)) }
        if filter.errorsOnly { items.append(HTTPQuery.Item("errors", "1")) }
        return await stream(try request(.get, ["tails", workload.description], query: HTTPQuery(items)))
    }

    /// Begins to tell a workload's invocations, until the feed is let go of; `nil` while no data process answers.
    func invocations(of workload: Workload.ID) async -> InvocationFeed? {
        guard let request = try? request(.get, ["invocations", workload.description]),
            let body = await stream(request)
        else { return nil }
        return InvocationReader(body).next
    }

    /// Opens a stream that may be silent for any time; `nil` while no data process answers.
    private func stream(_ request: HTTPRequest) async -> HTTPBody? {
        var timeouts = timeouts(Self.applyDeadline)
        timeouts.idle = nil
        do {
            let response = try await client.send(request, timeouts: timeouts)
            return response.status == .ok ? response.body : nil
        } catch {
            return nil
        }
    }

    private static let largestMetrics = 64 * 1024 * 1024
    private static let largestAnswer = 16 * 1024 * 1024

    private func request(
        _ method: HTTPMethod,
        _ segments: [String],
        query: HTTPQuery = HTTPQuery()
    ) throws -> HTTPRequest {
        HTTPRequest(method, try HTTPTarget(segments: segments, query: query))
    }

    private func answer<Message: Decodable>(
        _ request: HTTPRequest,
        within deadline: Duration
    ) async throws -> Message {
        let response = try await client.send(request, timeouts: timeouts(deadline))
        let body = try await response.body.collect(upTo: Self.largestAnswer)
        guard response.status == .ok else { throw HTTPClientError.closed }
        return try JSONDecoder().decode(Message.self, from: Data(body))
    }

    private func timeouts(_ deadline: Duration) -> ClientTimeouts {
        var timeouts = ClientTimeouts()
        timeouts.head = deadline
        timeouts.idle = deadline
        return timeouts
    }
}
