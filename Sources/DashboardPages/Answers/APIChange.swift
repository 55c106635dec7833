import FoundationEssentials
import HTTPModel
import NativeWire

/// A change of a workload, as the API takes it.
struct APIChange: Sendable {
    let method: HTTPMethod
    /// A pattern of ``NativeRoutes``, and what fills it in.
    let route: String
    let values: [String: String]
    let query: HTTPQuery
    /// Empty, or a JSON document.
    let body: [UInt8]

    init(
        _ route: String,
        _ values: [String: String],
        _ body: some Encodable,
        method: HTTPMethod = .post
    ) throws(WireProblem) {
        self.method = method
        self.route = route
        self.values = values
        query = HTTPQuery()
        // The same form must be the same bytes, or a repeated key would be refused.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            self.body = Array(try encoder.encode(body))
        } catch {
            throw .formMalformed("It cannot be passed on.")
        }
    }

    init(deleting route: String, _ values: [String: String], query: HTTPQuery) {
        method = .delete
        self.route = route
        self.values = values
        self.query = query
        body = []
    }
}
