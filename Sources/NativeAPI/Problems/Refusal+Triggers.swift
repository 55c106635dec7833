import EventDispatch
import ReleaseModel

/// Routes, custom domains and schedules that cannot be.
extension Refusal {
    static func routeInvalid(_ error: InvalidRoutePattern) -> Refusal {
        Refusal(
            .routeInvalid,
            "The route \"\(error.pattern)\" \(explanation(error.problem)).",
            next: "Write it as example.com/path/*: the host, then the path, one * at the end or before the host."
        )
    }

    static func domainInvalid(_ error: InvalidDomainName) -> Refusal {
        Refusal(
            .domainInvalid,
            "The custom domain \"\(error.name)\" \(explanation(error.problem)).",
            next: "Write a host name such as shop.example.com, without scheme, port and path."
        )
    }

    static func hostUnroutable(_ error: UnroutableHost) -> Refusal {
        let (what, next): (String, String) =
            switch error.reason {
            case .control: ("is the server's own name", "Choose another host.")
            case .bareDomain: ("is the domain of all workers", "Choose a host in one of your zones.")
            case .workerHost: ("is the host of a worker", "Workers answer there by themselves; choose another host.")
            case .outsideZones(let zones):
                (
                    zones.isEmpty
                        ? "cannot be served: the server has no zones"
                        : "is in none of the server's zones (\(zones.map(\.text).joined(separator: ", ")))",
                    "Have the operator start the server with the domain: sluice serve --zone DOMAIN"
                )
            }
        return Refusal(.hostUnroutable, "The host \(error.host) \(what).", next: next)
    }

    static func cronInvalid(_ error: InvalidCronExpression) -> Refusal {
        Refusal(
            .cronInvalid,
            "The cron expression \"\(error.expression)\" is invalid: \(error.explanation).",
            next: "Write five fields, such as \"*/5 * * * *\" or \"0 7 * * MON-FRI\"; times are UTC."
        )
    }

    private static func explanation(_ problem: InvalidRoutePattern.Problem) -> String {
        switch problem {
        case .empty: "is empty"
        case .tooLong(let limit): "is longer than \(limit) bytes"
        case .unknownScheme(let scheme): "has the scheme \(scheme), which is neither http nor https"
        case .userInformation: "has user information"
        case .port: "names a port"
        case .host(let problem): "has a host that \(explanation(problem))"
        case .wildcardInside: "has a * that neither begins the host nor ends the path"
        case .query: "has a query"
        case .pathCharacter: "has a character in its path that must be percent-encoded"
        }
    }

    private static func explanation(_ problem: InvalidDomainName.Problem) -> String {
        switch problem {
        case .empty: "is empty"
        case .tooLong(let limit): "is longer than \(limit) bytes"
        case .notHostLabels: "is no host name"
        case .address: "is an IP address"
        }
    }
}
