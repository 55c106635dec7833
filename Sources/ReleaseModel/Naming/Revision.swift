/// The gap-free number of a committed change of the release facts; 0 is the empty store.
public struct Revision: Sendable, Hashable, Comparable {
    public let number: Int

    public init(_ number: Int) {
        self.number = number
    }

    public static let zero = Revision(0)

    public var next: Revision { Revision(number + 1) }

    public static func < (left: Self, right: Self) -> Bool {
        left.number < right.number
    }
}

extension Revision: CustomStringConvertible {
    public var description: String { String(number) }
}
