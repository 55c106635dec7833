import DialectFunctionCompute
import HTTPModel

/// How a client wants a function called.
struct CallOptions: Sendable, Hashable {
    let isAsynchronous: Bool
    let wantsTail: Bool
    /// The name that the client gives an asynchronous call, to ask for it later.
    let statefulID: String?
    let isStateful: Bool

    init(_ fields: HTTPFields) throws(FunctionComputeError) {
        let type = try Self.value(
            of: CallField.type,
            "InvocationType",
            in: fields,
            allowed: ["Async", "Sync"],
            or: "Sync"
        )
        let logType = try Self.value(
            of: CallField.logType,
            "LogType",
            in: fields,
            allowed: ["Tail", "None"],
            or: "None"
        )
        let enable = fields[CallField.isStateful] ?? ""
        isAsynchronous = type == "Async"
        wantsTail = logType == "Tail"
        // Some clients always send the field, and leave it empty.
        let id = fields[CallField.statefulID] ?? ""
        guard id.isEmpty || Self.isName(id) else {
            throw FunctionComputeError(
                .invalidArgument,
                "StatefulAsyncInvocationId doesn't match expected format "
                    + "(allowed: ^[A-Za-z_][A-Za-z0-9_-]{0,127}$, actual: '\(id)')"
            )
        }
        statefulID = id.isEmpty ? nil : id
        isStateful = enable.lowercased() == "true" || statefulID != nil
    }

    private static func value(
        of field: HTTPFieldName,
        _ name: String,
        in fields: HTTPFields,
        allowed: [String],
        or standard: String
    ) throws(FunctionComputeError) -> String {
        guard let value = fields[field], !value.isEmpty else { return standard }
        guard allowed.contains(value) else {
            throw FunctionComputeError(
                .invalidArgument,
                "\(name) is set to an invalid value (allowed: \(allowed.joined(separator: " | ")), actual: '\(value)')"
            )
        }
        return value
    }

    /// Whether a text is `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128, isLetter(first) else { return false }
        return text.utf8.allSatisfy {
            isLetter($0) || $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
