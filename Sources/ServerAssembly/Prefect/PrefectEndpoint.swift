/// What the control process is told of the listener for Prefect's clients, and of the server behind it.
struct PrefectEndpoint: Sendable, Codable, Hashable {
    /// The inherited, listening descriptors.
    let listeners: [Int32]
    let port: UInt16
    /// Where the listener answers: `http://HOST:PORT`.
    let url: String
    /// Where the server behind it answers: `http://HOST:PORT`.
    let upstream: String
    let access: PrefectConfiguration.Access
}
