import ReleaseModel

/// A function as callers name it.
struct FunctionAddress: Sendable, Hashable {
    let service: String
    let qualifier: Qualifier
    let function: String
}

/// Which state of a service is meant: its head, a version by its number, or whatever an alias leads to.
enum Qualifier: Sendable, Hashable {
    case latest
    case version(Int)
    case alias(String)

    /// The word for a service's head.
    static let latestName = "LATEST"

    /// Reads what callers write; nothing at all is the head.
    ///
    /// Digits are a version, which aliases cannot look like.
    init(_ text: String?) {
        guard let text, !text.isEmpty, text != Self.latestName else {
            self = .latest
            return
        }
        let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        self = isNumber ? .version(Int(text) ?? .max) : .alias(text)
    }

    /// As settings and answers name it.
    var name: String {
        switch self {
        case .latest: Self.latestName
        case .version(let number): "\(number)"
        case .alias(let name): name
        }
    }
}
