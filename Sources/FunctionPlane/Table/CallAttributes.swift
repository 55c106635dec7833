import HTTPModel
import ReleaseModel

/// The parts of a request that rules read; of a name that occurs more than once the first counts.
struct CallAttributes: Sendable {
    private let fields: HTTPFields
    private let query: HTTPQuery

    init(_ request: HTTPRequest) {
        fields = request.fields
        query = request.target.query
    }

    func value(of attribute: RequestAttribute) -> String? {
        switch attribute {
        case .header(let name): (try? HTTPFieldName(name)).flatMap { fields[$0] }
        case .query(let name): query[name]
        case .cookie(let name): cookie(name)
        }
    }

    /// `name=value` pairs between semicolons (RFC 6265, section 4.2.1).
    private func cookie(_ name: String) -> String? {
        for value in fields.values(of: .cookie) {
            for pair in value.split(separator: ";") {
                let pair = pair.drop { $0 == " " || $0 == "\t" }
                guard pair.utf8.count > name.utf8.count, pair.utf8.starts(with: name.utf8) else { continue }
                let rest = pair.utf8.dropFirst(name.utf8.count)
                guard rest.first == UInt8(ascii: "=") else { continue }
                return String(Substring(rest.dropFirst()))
            }
        }
        return nil
    }
}
