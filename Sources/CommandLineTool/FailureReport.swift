import NativeWire

/// Tells a failure: to people on the error stream, to programs as a problem document among the results.
struct FailureReport: Sendable {
    let failure: CommandFailure

    func lines() -> [TerminalText] {
        let detail = failure.detail.split(separator: "\n", omittingEmptySubsequences: false)
        var lines: [TerminalText] = ["\("error[\(failure.code)]:", .bad) \(detail.first ?? "")"]
        lines += detail.dropFirst().map { "  \($0)" }
        for candidate in failure.problem?.candidates ?? [] {
            lines.append("  - \(candidate)")
        }
        lines.append("\("next:", .strong) \(failure.nextStep)")
        if let requestID = failure.problem?.requestId, failure.problem?.status ?? 0 >= 500 {
            lines.append("\("request \(requestID)", .faint)")
        }
        return lines
    }

    func json() throws(CommandFailure) -> String {
        try JSONDocument.pretty(document)
    }

    var document: Document {
        failure.problem.map(Document.server) ?? .local(LocalProblem(failure))
    }

    /// A problem document, the server's or one of this side.
    enum Document: Encodable, Sendable {
        case server(WireProblem)
        case local(LocalProblem)

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .server(let problem): try problem.encode(to: encoder)
            case .local(let problem): try problem.encode(to: encoder)
            }
        }
    }

    /// A problem document of this side; it has no HTTP status.
    struct LocalProblem: Encodable, Sendable {
        let type: String
        let title: String
        let detail: String
        let code: String
        let nextStep: String
        let exitCode: Int32

        fileprivate init(_ failure: CommandFailure) {
            type = "urn:sluice:problem:\(failure.code)"
            title = failure.code.split(separator: "_").joined(separator: " ")
            detail = failure.detail
            code = failure.code
            nextStep = failure.nextStep
            exitCode = failure.exitCode.rawValue
        }
    }
}
