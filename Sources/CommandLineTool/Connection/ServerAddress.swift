import HTTPEngine

/// The address of a server's control listener.
struct ServerAddress: Sendable, Hashable {
    let endpoint: HTTPEndpoint

    /// Reads `http://HOST[:PORT]` or `unix:PATH`.
    init(_ text: String) throws(CommandFailure) {
        if text.hasPrefix("unix:/") {
            endpoint = .unix(path: String(text.dropFirst("unix:".count)))
            return
        }
        guard !text.hasPrefix("https://") else {
            throw .usage(
                "url_invalid",
                "\"\(text)\" asks for TLS, which this version does not speak.",
                nextStep: "Use http://HOST:PORT, through a tunnel where the network is not yours."
            )
        }
        do throws(HTTPEndpoint.Invalid) {
            endpoint = try HTTPEndpoint(url: text)
        } catch {
            throw .usage(
                "url_invalid",
                "\"\(text)\" is no server's address: \(error.reason).",
                nextStep: "Check --url and SLUICE_URL."
            )
        }
    }
}

extension ServerAddress: CustomStringConvertible {
    var description: String { endpoint.description }
}
