import HTTPModel

/// A server's address, and the token to show there.
struct ServerLocation: Sendable {
    let address: ServerAddress
    /// The value of `Authorization`; `nil` sends none, which the server refuses.
    let authorization: HTTPFieldValue?

    private init(_ address: ServerAddress, token: String?) throws(CommandFailure) {
        self.address = address
        authorization = try token.map(Self.bearer)
    }

    /// Finds the server: `--url` and `--token`, or what the server on the home folder wrote there.
    ///
    /// The home folder's token is sent to the home folder's server only, never to another that `--url` names.
    static func find(_ session: Session) throws(CommandFailure) -> ServerLocation {
        let arguments = session.arguments
        let token = arguments[GlobalOption.token]
        if let url = arguments[GlobalOption.url] {
            let address = try ServerAddress(url)
            if let token { return try ServerLocation(address, token: token) }
            return try ServerLocation(address, token: try ownToken(of: address, session))
        }
        let home = HomeFolder(path: try session.home)
        guard let endpoints = try home.endpoints() else {
            throw .unreachable(
                "server_not_running",
                "No server runs on \(home.path): there is no endpoints.json in it.",
                nextStep: "Start one with \"sluice serve\", or name one with --url and --token."
            )
        }
        let address = try ServerAddress(endpoints.control)
        if let token { return try ServerLocation(address, token: token) }
        guard let own = try home.adminToken() else { throw noToken(home.path) }
        return try ServerLocation(address, token: own)
    }

    /// The token of the home folder, if its server is the one at this address.
    private static func ownToken(
        of address: ServerAddress,
        _ session: Session
    ) throws(CommandFailure) -> String? {
        let home = HomeFolder(path: try session.home)
        guard let endpoints = try home.endpoints(), try ServerAddress(endpoints.control) == address else {
            throw .usage(
                "token_missing",
                "There is no token for \(address).",
                nextStep: "Pass --token or set SLUICE_TOKEN; \"sluice token create\" makes one."
            )
        }
        return try home.adminToken()
    }

    /// Credentials as RFC 6750, section 2.1, writes them.
    private static func bearer(_ token: String) throws(CommandFailure) -> HTTPFieldValue {
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw malformedToken }
        do throws(HTTPFieldValue.Invalid) {
            return try HTTPFieldValue("Bearer \(token)")
        } catch {
            throw malformedToken
        }
    }

    private static var malformedToken: CommandFailure {
        .usage(
            "token_malformed",
            "The token holds a character that no token has.",
            nextStep: "Copy it again, without spaces."
        )
    }

    private static func noToken(_ home: String) -> CommandFailure {
        .files(
            "token_missing",
            "There is no admin-token in \(home).",
            nextStep: "Pass --token or set SLUICE_TOKEN."
        )
    }
}
