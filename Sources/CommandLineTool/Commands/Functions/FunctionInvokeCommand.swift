import FoundationEssentials
import HTTPModel

/// The command `sluice fc invoke`.
enum FunctionInvokeCommand: Command {
    /// The largest event that the server takes, in bytes.
    private static let maximumEvent = 32 << 20
    /// The largest answer that is read, in bytes.
    private static let maximumAnswer = 64 << 20
    /// The longest that a function may run, and time to start it.
    private static let patience = Duration.seconds(86_400 + 300)

    private static let function = Operand(
        "SERVICE[.QUALIFIER]/FUNCTION",
        .function,
        "The function, and the version or alias to call; LATEST where none is named."
    )
    private static let event = Option(
        "event",
        "TEXT",
        .anyText,
        standard: "nothing",
        "What to call it with; - reads the standard input."
    )
    private static let eventFile = Option(
        "event-file",
        "FILE",
        .path,
        "A file to call it with; - reads the standard input."
    )
    private static let asynchronous = Flag(
        "async",
        "Return when the call is accepted, and do not wait for what comes of it."
    )
    private static let tail = Flag("tail", "Print the end of what the function logged to the error stream.")

    static let manual = Manual(
        "invoke",
        "Call a function, and print what it answers.",
        discussion: [
            "The answer goes byte for byte into a file or a pipe; the version that ran and the request's id go to the error"
                + " stream. Where the function itself failed, its error is printed, and the exit code is 1."
        ],
        operands: [function],
        options: [event, eventFile, asynchronous, tail],
        examples: [
            .init("sluice fc invoke shop/hello --event '{\"name\":\"Anna\"}'", "what is being edited"),
            .init(
                "sluice fc invoke shop.prod/hello --event-file order.json --tail",
                "what prod leads to, with its log"
            ),
            .init("sluice fc invoke shop/hello --event -", "with what is piped in"),
            .init("sluice fc invoke shop/report --async", "without waiting"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let address = arguments.required(function)
        guard !arguments[asynchronous] || !arguments[tail] else {
            throw .usage("options_conflict", "--async and --tail exclude each other.", nextStep: "Leave one out.")
        }
        let event = try await read(session)
        var fields: HTTPFields = [:]
        if arguments[asynchronous] { fields.append(InvocationField.type, "Async") }
        if arguments[tail] { fields.append(InvocationField.logType, "Tail") }
        let client = try FunctionComputeClient(session)
        let request = fields
        let response = try await session.progress.during("calling") { () async throws(CommandFailure) in
            try await client.call(
                FunctionPath.invocations(of: address.function ?? "", in: address.service),
                query: address.query,
                event: event,
                fields: request,
                patience: patience
            )
        }
        let result: InvocationResult
        do {
            result = InvocationResult(response.fields, try await response.body.collect(upTo: maximumAnswer))
        } catch {
            throw client.client.failure(.closed)
        }
        return try show(result, session)
    }

    private static func read(_ session: Session) async throws(CommandFailure) -> [UInt8] {
        let arguments = session.arguments
        let input = session.console.input
        switch (arguments[event], arguments[eventFile]) {
        case (nil, nil): return []
        case ("-", nil), (nil, "-"): return try await input.standardInput(upTo: maximumEvent)
        case (let text?, nil): return Array(text.utf8)
        case (nil, let path?):
            return try await input.file(AbsolutePath.of(path, in: session.workingFolder), upTo: maximumEvent)
        case (_?, _?):
            throw .usage("options_conflict", "--event and --event-file exclude each other.", nextStep: "Leave one out.")
        }
    }

    private static func show(_ result: InvocationResult, _ session: Session) throws(CommandFailure) -> ExitCode {
        let code: ExitCode = result.errorType == nil ? .success : .refused
        guard !session.wantsJSON else {
            try session.show(result) { [] }
            return code
        }
        for line in result.log?.split(separator: "\n", omittingEmptySubsequences: false) ?? [] where !line.isEmpty {
            session.console.errors.line(TerminalText(sourceLine: line))
        }
        let output = session.console.output
        if output.isTerminal {
            let text = String(decoding: result.body, as: UTF8.self)
            session.console.print(
                text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText(sourceLine: $0) }
            )
        } else {
            output.write(result.body)
        }
        if let kind = result.errorType { session.console.errors.line("\("error[\(kind)]:", .bad) the function failed") }
        let version: TerminalText = result.version.isEmpty ? "accepted" : "version \(result.version)"
        session.console.note("\(version), request \(result.requestID)")
        return code
    }
}
