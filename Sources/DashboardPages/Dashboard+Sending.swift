import HTTPModel
import NativeWire

/// Why a form comes back, and what has become of the workload.
struct RefusedForm: Sendable {
    let workload: WireWorkload
    let problem: WireProblem
    /// Told where the form was made from an older state.
    let changes: ChangesSince?
}

extension Dashboard {
    /// Sends what a form asks for and leads to where it is seen; shows the form again where it can be mended there.
    ///
    /// That is so for what the API could not carry out as it was written, for a form that was made from an older state,
    /// and for the refusals of the given codes. `alias` is the one whose moves count as changes meanwhile.
    func send<Made: Decodable>(
        _ change: APIChange,
        stamp: FormStamp,
        key: String,
        about alias: String? = nil,
        mending codes: Set<String> = [],
        _ call: PageCall,
        done: (Made) -> Link,
        again: (RefusedForm) async throws(WireProblem) -> some Page
    ) async throws(WireProblem) -> HTTPResponse {
        do throws(WireProblem) {
            let made: Made = try await call.api.change(change, seen: stamp.revision, key: key)
            return .redirect(to: done(made))
        } catch {
            guard error.isAboutTheForm || codes.contains(error.code) else { throw error }
            let workload = try await call.workload()
            let refused = RefusedForm(
                workload: workload,
                problem: error,
                changes: error.isStale ? try await call.changes(since: stamp, of: workload, on: alias) : nil
            )
            return .page(try await again(refused), for: call.visitor)
        }
    }
}

extension WireProblem {
    /// Whether the workload changed since the form was made.
    fileprivate var isStale: Bool { code == "precondition_failed" }

    /// Whether the same person can mend it on the same form.
    fileprivate var isAboutTheForm: Bool { isStale || status == HTTPStatus.unprocessableContent.code }
}
