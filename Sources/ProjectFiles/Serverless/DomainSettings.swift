/// A host whose requests reach functions by their path.
public struct DomainSettings: Sendable, Hashable {
    /// `nil` for `auto`, a host that the server chooses.
    public let domain: String?
    /// `HTTP`, `HTTPS` or `HTTP,HTTPS`.
    public let protocols: String?
    public let routes: [Route]
    /// Everything else, such as `certConfig`, each as compact JSON.
    public let other: [String: String]
    public let place: SourcePlace

    /// Where a path leads.
    public struct Route: Sendable, Hashable {
        public let path: String
        /// `nil` for the entry's own.
        public let service: String?
        /// `nil` for the entry's own.
        public let function: String?
        /// A version or an alias; `nil` for the head.
        public let qualifier: String?
        /// `nil` for all.
        public let methods: [String]?
        /// `rewriteConfig` as compact JSON.
        public let rewrite: String?
    }
}
