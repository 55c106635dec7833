import FoundationEssentials
import RuntimeSupervision

/// That a function failed, as its caller reads it; a result like any other, since the call itself went well.
struct FunctionFailure: Error, Sendable, Hashable {
    /// What `X-Fc-Error-Type` says.
    enum Kind: String, Sendable, Hashable {
        /// The function said itself that it failed.
        case handled = "HandledInvocationError"
        case unhandled = "UnhandledInvocationError"
    }

    let kind: Kind
    /// A JSON object with `errorMessage` and, where they are known, `errorType` and `stackTrace`.
    let body: [UInt8]

    private struct Document: Encodable {
        let errorMessage: String
        var errorType: String?
        var stackTrace: [String]?
    }

    private static func unhandled(_ message: String, type: String? = nil, stack: String? = nil) -> FunctionFailure {
        let document = Document(
            errorMessage: message,
            errorType: type,
            stackTrace: stack.map { $0.split(separator: "\n").map(String.init) }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return FunctionFailure(kind: .unhandled, body: (try? encoder.encode(document)).map(Array.init) ?? [])
    }

    /// It ran for longer than it may, and was ended.
    static func timedOut(after seconds: Int, _ facts: CallFacts) -> FunctionFailure {
        unhandled("Function timed out after \(seconds) seconds (maxMemoryUsage: \(facts.memoryText)MB)")
    }

    /// Its process ended under it.
    static func exited(_ facts: CallFacts) -> FunctionFailure {
        unhandled(
            "Process exited unexpectedly before completing request "
                + "(duration: \(facts.durationText)ms, maxMemoryUsage: \(facts.memoryText)MB)"
        )
    }

    /// Its process ended for want of memory.
    static func outOfMemory(limit: Int, _ facts: CallFacts) -> FunctionFailure {
        unhandled(
            "Process exited unexpectedly before completing request, having used all of its \(limit) MB of memory "
                + "(duration: \(facts.durationText)ms, maxMemoryUsage: \(facts.memoryText)MB)",
            type: "OutOfMemory"
        )
    }

    /// Its initializer did not end in time.
    static func initializerTimedOut(after seconds: Int) -> FunctionFailure {
        unhandled("Function initializer timed out after \(seconds) seconds")
    }

    /// It was not ready in time.
    static func startTimedOut(after limit: Duration) -> FunctionFailure {
        unhandled("Function was not ready after \(limit.components.seconds) seconds")
    }

    static func exitedAtStart(_ ending: ProcessEnding) -> FunctionFailure {
        unhandled("Process exited unexpectedly before it was ready (\(ending))")
    }

    /// Its code, or its initializer, threw.
    static func load(_ failure: LoadFailure) -> FunctionFailure {
        unhandled(failure.message, type: failure.name, stack: failure.stack)
    }

    /// Its answer is longer than an answer may be.
    static func resultTooLarge(limit: Int) -> FunctionFailure {
        unhandled("The result is longer than \(limit) bytes", type: "ResultTooLarge")
    }
}
