import FoundationEssentials
import NativeWire
import RuntimeSupervision

/// What a program that ran to its end did.
struct ProgramResult: Sendable {
    let arguments: [String]
    let ending: ProcessEnding
    let output: String
    let errors: String
    let duration: Duration

    var succeeded: Bool { ending == .exited(code: 0) }

    /// Returns what it printed as JSON.
    ///
    /// - Throws: ``Failed`` if it did not succeed.
    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try checked().output.utf8))
    }

    /// Returns itself if it succeeded.
    func checked() throws(Failed) -> ProgramResult {
        guard succeeded else { throw Failed(result: self) }
        return self
    }

    /// Returns the refusal that it printed as JSON.
    func problem() throws -> WireProblem {
        try JSONDecoder().decode(WireProblem.self, from: Data(output.utf8))
    }

    struct Failed: Error, CustomStringConvertible {
        let result: ProgramResult

        var description: String {
            "\(result.arguments.joined(separator: " ")) \(result.ending)\n\(result.output)\(result.errors)"
        }
    }
}
