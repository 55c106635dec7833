import HTTPModel
import ReleaseModel
import RuntimeSupervision
import StaticAssets
import Synchronization
import Telemetry

/// Leads the assets bindings of workers to the static files of their own version.
struct AssetBridge: AssetAccess {
    let library: AssetLibrary
    let log: Log

    func answer(_ request: HTTPRequest, for caller: BindingCaller) async throws(BindingRefusal) -> HTTPResponse {
        let response: AssetResponse
        do {
            response = try await library.table(of: caller.key).answer(AssetRequest(request))
        } catch {
            log.error(
                "static files cannot be read",
                ["version": .string("\(caller.key.version)"), "error": LogValue(error)]
            )
            throw BindingRefusal("The static assets of this version cannot be read.")
        }
        let body = response.slice.map { stream($0, of: caller.key.workload) } ?? HTTPBody.empty
        return HTTPResponse(response.status, fields: response.fields, body: body)
    }

    private func stream(_ slice: AssetResponse.Slice, of workload: Workload.ID) -> HTTPBody {
        let reading = AssetReading(slice)
        return .stream(length: slice.range.count) { [library] in
            guard let rest = reading.rest else { return nil }
            let piece = try await library.piece(rest, of: workload)
            reading.advance(by: piece.count)
            return piece
        }
    }
}

/// How far a file has been read; whoever reads asks for one piece after the other.
private final class AssetReading: Sendable {
    private let state: Mutex<AssetResponse.Slice?>

    init(_ slice: AssetResponse.Slice) {
        state = Mutex(slice)
    }

    var rest: AssetResponse.Slice? { state.withLock { $0 } }

    func advance(by count: Int) {
        state.withLock { $0 = $0?.dropping(count) }
    }
}

extension AssetRequest {
    fileprivate init(_ request: HTTPRequest) {
        self.init(
            request.method,
            host: request.authority ?? "",
            path: request.target.path,
            query: request.target.rawQuery,
            fields: request.fields
        )
    }
}
