import HTTPModel
import ReleaseModel

/// What a client says it has seen (`If-Match`, RFC 9110, section 13.1.1).
enum IfMatch: Sendable, Hashable {
    case absent
    /// `*`: the resource must exist.
    case exists
    /// Its ETag, or any revision since which it has not changed.
    case revision(Revision)

    /// Takes one strong ETag of ours or `*`; lists and weak tags mean nothing here and are refused.
    init(_ fields: HTTPFields) throws(Refusal) {
        let values = fields.values(of: .ifMatch)
        guard let value = values.first else {
            self = .absent
            return
        }
        guard values.count == 1 else { throw .ifMatchInvalid(values.joined(separator: ", ")) }
        guard value != "*" else {
            self = .exists
            return
        }
        let digits = value.dropFirst().dropLast()
        guard value.utf8.count > 2, value.first == "\"", value.last == "\"",
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(digits)
        else { throw .ifMatchInvalid(value) }
        self = .revision(Revision(number))
    }

    /// The revision to hold the workload to.
    ///
    /// `*` asks for no more than what is found anyway by every change but one that creates.
    var seen: Revision? {
        if case .revision(let revision) = self { revision } else { nil }
    }
}
