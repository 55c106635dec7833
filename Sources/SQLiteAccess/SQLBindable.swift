public import FoundationEssentials
public import ReleaseModel

/// What can be a parameter of a statement.
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

extension Int: SQLBindable {
    public var sqlValue: SQLValue { .integer(self) }
}

extension String: SQLBindable {
    public var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLBindable {
    public var sqlValue: SQLValue { .bytes(self) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Identifier: SQLBindable {
    public var sqlValue: SQLValue { .bytes(bytes) }
}

extension Digest: SQLBindable {
    public var sqlValue: SQLValue { .bytes(bytes) }
}

extension Revision: SQLBindable {
    public var sqlValue: SQLValue { .integer(number) }
}

extension Date: SQLBindable {
    public var sqlValue: SQLValue { .integer(milliseconds) }
}

extension Date {
    /// Whole milliseconds since 1970: the form in which times are stored.
    public var milliseconds: Int { Int((timeIntervalSince1970 * 1_000).rounded()) }

    public init(milliseconds: Int) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }
}
