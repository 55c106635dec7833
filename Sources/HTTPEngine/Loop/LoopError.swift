import CUV

/// A loop, stream or socket operation that the system refused.
public struct LoopError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was attempted, for the reader of a log: `connect /run/a.sock`.
    public let operation: String
    /// The system's error number (`errno`), positive.
    public let code: Int32

    public init(operation: String, code: Int32) {
        self.operation = operation
        self.code = code < 0 ? -code : code
    }

    public var description: String {
        "\(operation): \(SystemErrorText.text(code))"
    }
}

/// The system's wording of an error number.
enum SystemErrorText {
    static func text(_ code: Int32) -> String {
        guard let text = uv_strerror(-code) else { return "error \(code)" }
        return String(cString: text)
    }
}
