import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Readings that several parts of the API share.
extension CloudflareAPI {
    /// The worker that the path names, or the refusal with the code that the endpoint uses.
    func worker(_ call: Call, code: Int = 10_007) async throws -> Workload {
        guard let worker = try await plane.store.workload(call.worker) else {
            throw CloudflareError.workerNotFound(call.worker.name, code: code)
        }
        return worker
    }

    /// The version with the highest number; `nil` for a worker that was made empty.
    func newestVersion(of worker: Workload) async throws -> Version? {
        try await plane.store.versions(of: worker.id, matching: .live, limit: 1).first
    }

    /// What a worker's production alias serves; `nil` before the first deployment.
    func activeDeployment(of worker: Workload) async throws -> Deployment? {
        try await plane.inForce(on: try await plane.alias(.production, of: worker))
    }

    /// A version by UUID, compact or not, by a prefix of eight digits, or by `latest`.
    func version(_ text: String, of worker: Workload) async throws -> Version {
        if text == "latest" {
            guard let newest = try await newestVersion(of: worker) else {
                throw CloudflareError.noVersions(worker.name.text)
            }
            return newest
        }
        guard let reference = Self.reference(text) else { throw CloudflareError.versionNotFound(text) }
        return try await plane.liveVersion(reference, of: worker)
    }

    private static func reference(_ text: String) -> VersionReference? {
        if let id = Version.ID(digits: text) { return .id(id) }
        return VersionReference(text)
    }

    func presenter(_ worker: Workload) -> VersionPresenter {
        VersionPresenter(worker: worker, configuration: configuration)
    }

    func whole(_ version: Version, of worker: Workload) async throws -> JSONValue {
        presenter(worker).whole(version, try await plane.content(of: version, in: worker))
    }

    /// What the dialect keeps with a worker besides its versions.
    func workerSettings(of worker: Workload) async throws -> JSONValue {
        let standard: JSONValue = [
            "logpush": false, "tags": nil, "tail_consumers": nil, "streaming_tail_consumers": nil,
            "observability": ["enabled": false],
        ]
        return standard.merging(try JSONValue(parsing: Array(try await plane.document(of: worker).utf8)))
    }

    func record(_ call: Call, message: String? = nil, verbatim: String? = nil) -> Record {
        Record(attribution: call.attribution(message: message), verbatim: verbatim, seen: call.seen)
    }

    /// Makes a change that is worked out from what the worker is, so that nothing others change meanwhile is lost.
    ///
    /// `change` must read the worker itself and go by the call that it is handed.
    func onLatest<Value>(_ call: Call, _ change: (Call) async throws -> Value) async throws -> Value {
        try await plane.onLatest(of: call.worker) { try await change(call.seeing($0)) }
    }
}
