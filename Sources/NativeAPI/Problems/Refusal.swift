import HTTPModel
import NativeWire

/// Why a request is answered with a problem instead of what it asked for.
struct Refusal: Error, Sendable {
    let code: ProblemCode
    /// What happened, with the name the caller used.
    let detail: String
    /// What to do about it.
    let nextStep: String
    /// What an ambiguous name may mean, or who refers to what was to be deleted.
    let candidates: [String]?
    /// Fields of the answer that belong to the refusal, such as `Allow`.
    let fields: HTTPFields
    /// What happened inside, for the log alone.
    let cause: String?

    init(
        _ code: ProblemCode,
        _ detail: String,
        next nextStep: String,
        candidates: [String]? = nil,
        fields: HTTPFields = [:],
        cause: String? = nil
    ) {
        self.code = code
        self.detail = detail
        self.nextStep = nextStep
        self.candidates = candidates
        self.fields = fields
        self.cause = cause
    }

    func problem(requestID: String) -> WireProblem {
        WireProblem(
            title: code.title,
            status: code.status.code,
            detail: detail,
            code: code.rawValue,
            nextStep: nextStep,
            candidates: candidates,
            requestId: requestID
        )
    }
}
