/// What a log line says about one thing.
public enum LogValue: Sendable, Hashable {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    /// Named values, such as the header of a request. Redaction reaches inside.
    case fields(LogFields)

    /// Says anything in the words of its own description, an error above all.
    public init(_ anything: some Any) {
        self = .string(String(describing: anything))
    }

    /// A duration in milliseconds, to the microsecond.
    public static func milliseconds(_ duration: Duration) -> LogValue {
        .number((duration / .microseconds(1)).rounded() / 1_000)
    }
}

extension LogValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(integerLiteral number: Int) { self = .integer(number) }
    public init(floatLiteral number: Double) { self = .number(number) }
    public init(booleanLiteral flag: Bool) { self = .boolean(flag) }
}
