import FoundationEssentials
import ReleaseModel

/// What can be a parameter of a statement.
protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

extension Int: SQLBindable {
    var sqlValue: SQLValue { .integer(self) }
}

extension String: SQLBindable {
    var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLBindable {
    var sqlValue: SQLValue { .bytes(self) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Identifier: SQLBindable {
    var sqlValue: SQLValue { .bytes(bytes) }
}

extension Digest: SQLBindable {
    var sqlValue: SQLValue { .bytes(bytes) }
}

extension Revision: SQLBindable {
    var sqlValue: SQLValue { .integer(number) }
}

extension Date: SQLBindable {
    var sqlValue: SQLValue { .integer(milliseconds) }
}

extension Date {
    /// Whole milliseconds since 1970: the form in which times are stored.
    var milliseconds: Int { Int((timeIntervalSince1970 * 1_000).rounded()) }

    init(milliseconds: Int) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }
}
