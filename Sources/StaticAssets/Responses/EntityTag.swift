import HTTPModel
import ReleaseModel

/// The strong entity tag of a file: its digest, so that equal bytes have equal tags in every version.
struct EntityTag: Sendable, Hashable {
    let value: HTTPFieldValue

    init(_ digest: Digest) {
        value = HTTPFieldValue(stringLiteral: "\"\(digest.hex)\"")
    }

    /// Whether a client that sends these `If-None-Match` fields has the file (RFC 9110, section 13.1.2: `*`, or a
    /// list that is compared weakly).
    func isNamed(in values: [String]) -> Bool {
        values.contains { value in
            value.utf8.split(separator: UInt8(ascii: ",")).contains { part in
                let tag = Substring(part).trimmingBlanks
                return tag == "*" || tag == self.value.text
                    || tag.utf8.starts(with: "W/".utf8) && isTag(tag.dropFirst(2))
            }
        }
    }

    /// Whether an `If-Range` field lets a range be taken of the file: without one, or with this very tag.
    ///
    /// A date never does, since files have none (RFC 9110, section 13.1.5).
    func allowsRange(_ ifRange: String?) -> Bool {
        ifRange.map { isTag($0[...]) } ?? true
    }

    private func isTag(_ text: Substring) -> Bool {
        text == value.text
    }
}
