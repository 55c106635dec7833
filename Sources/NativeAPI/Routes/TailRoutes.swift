import HTTPModel
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    /// Streams events, one JSON document per line, until either side ends it.
    func readTail(_ call: Call) async throws -> Answer {
        let workload = try await plane.workload(try call.workloadName())
        var version: Version.ID?
        if let text = call.request.target.query["version"] {
            version = try await plane.version(try Call.versionReference(text), of: workload).id
        }
        let filter = try call.tailFilter(version: version)
        var lines = HTTPBody.empty
        if call.request.method != .head {
            guard let stream = try await dataPlane.tail(workload.id, filter) else { throw Refusal.dataPlaneUnavailable }
            lines = stream
        }
        return Answer(contentType: "application/x-ndjson", body: lines)
    }
}
