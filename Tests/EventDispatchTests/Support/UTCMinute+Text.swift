import Foundation

@testable import EventDispatch

extension UTCMinute: ExpressibleByStringLiteral {
    /// Reads `2026-11-21T12:00`, by Foundation's rules and not by ours.
    init(stringLiteral text: String) {
        guard let date = try? Date("\(text):00Z", strategy: .iso8601) else { preconditionFailure("no time: \(text)") }
        self.init(containing: date)
    }
}
