public import HTTPModel

/// What static files are asked by: the parts of a request's head that matter to them.
public struct AssetRequest: Sendable {
    public var method: HTTPMethod
    /// The authority that was asked, with or without a port.
    public var host: String
    /// As it came, without the query; read as a path from the root, whatever it holds.
    public var path: String
    /// As it came, without the `?`; `nil` if there was none.
    public var query: String?
    public var fields: HTTPFields

    public init(_ method: HTTPMethod, host: String, path: String, query: String? = nil, fields: HTTPFields = [:]) {
        self.method = method
        self.host = host
        self.path = path
        self.query = query
        self.fields = fields
    }
}
