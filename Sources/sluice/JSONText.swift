import FoundationEssentials
import ServerAssembly

/// What the commands of the server print with `--json`.
enum JSONText {
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

struct CheckOutput: Encodable {
    let clean: Bool
    let counts: [String: Int]
    let problems: [Problem]

    struct Problem: Encodable {
        let code: String
        let text: String
    }

    init(_ finding: Maintenance.Finding) {
        clean = finding.problems.isEmpty
        counts = Dictionary(uniqueKeysWithValues: finding.counts.map { ($0.what, $0.count) })
        problems = finding.problems.map { Problem(code: $0.code, text: $0.text) }
    }
}

struct FailureOutput: Encodable {
    let code: String
    let detail: String
    let nextStep: String?

    init(_ failure: StartFailure) {
        code = failure.code
        detail = failure.message
        nextStep = failure.nextStep
    }
}
