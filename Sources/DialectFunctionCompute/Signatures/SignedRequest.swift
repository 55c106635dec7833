public import HTTPModel

/// What a signature may cover of a request: its head, as it came over the wire.
public struct SignedRequest: Sendable {
    public let method: String
    public let target: HTTPTarget
    /// The field `Host` as the client sent it, with its port or without.
    public let host: String
    public let fields: HTTPFields
    public let purpose: Purpose

    /// What is asked for, which decides which signatures count and whether they cover the query.
    public enum Purpose: Sendable, Hashable {
        /// A call of the API.
        case call
        /// A function behind an HTTP trigger.
        ///
        /// `prefix` is the part of the path, as it is on the wire, that belongs to the address of the trigger; clients
        /// sign what is behind it, or all of it.
        case trigger(prefix: String)
    }

    public init(_ request: HTTPRequest, for purpose: Purpose) {
        method = request.method.name
        target = request.target
        host = request.authority ?? ""
        fields = request.fields
        self.purpose = purpose
    }
}
