import HTTPEngine

/// The options of `sluice serve` that put it in front of a Prefect server.
enum PrefectOption {
    static let upstream = Option(
        "prefect-upstream",
        "URL",
        .text,
        "A Prefect server that runs, to give its deployments a history of versions: http://HOST:PORT."
    )
    static let supervised = Flag(
        "prefect",
        "Start a Prefect server on this machine, with its state in the home folder, and stand in front of it."
    )
    static let listen = Option(
        "prefect-listen",
        "HOST:PORT",
        .address,
        standard: "\(ListenAddress.standardPrefect)",
        "Where Prefect's clients and pages are led to: PREFECT_API_URL is http://HOST:PORT/api."
    )
    static let access = Option(
        "prefect-access",
        "WHO",
        .oneCase as ValueReader<PrefectOptions.Access>,
        standard: "anyone; token where others reach it",
        "Who may use that: anyone, or who sends a token of Sluice's as PREFECT_API_KEY."
    )

    /// Reads them; nil where there is to be no Prefect.
    static func read(_ arguments: Arguments) throws(CommandFailure) -> PrefectOptions? {
        guard let behind = try server(arguments) else {
            guard arguments[listen] == nil, arguments[access] == nil else {
                throw .usage(
                    "prefect_missing",
                    "--prefect-listen and --prefect-access need a Prefect server.",
                    nextStep: "Name one with --prefect-upstream URL, or have one started by --prefect."
                )
            }
            return nil
        }
        let address = arguments[listen, default: .standardPrefect]
        return PrefectOptions(
            listen: address,
            upstream: behind,
            access: arguments[access, default: address.isLoopback ? .anyone : .token]
        )
    }

    private static func server(_ arguments: Arguments) throws(CommandFailure) -> PrefectOptions.Upstream? {
        guard let url = arguments[upstream] else { return arguments[supervised] ? .supervised : nil }
        guard !arguments[supervised] else {
            throw .usage(
                "prefect_ambiguous",
                "--prefect starts a server, and --prefect-upstream names another one.",
                nextStep: "Leave one of them out."
            )
        }
        return .running(url: try checked(url))
    }

    /// Refuses what is no server's URL, without repeating what may hold a password.
    private static func checked(_ url: String) throws(CommandFailure) -> String {
        guard !url.lowercased().hasPrefix("https://") else {
            throw .usage(
                "prefect_upstream_invalid",
                "--prefect-upstream asks for TLS, which this version does not speak.",
                nextStep: "Name http://HOST:PORT: the server itself, or a tunnel to it where the network is not yours."
            )
        }
        do throws(HTTPEndpoint.Invalid) {
            return try HTTPEndpoint(url: url).description
        } catch {
            throw .usage(
                "prefect_upstream_invalid",
                "--prefect-upstream is no server's URL: \(error.reason).",
                nextStep: "Write http://HOST:PORT, without /api; a password goes into SLUICE_PREFECT_AUTH_STRING."
            )
        }
    }
}
