import ReleaseModel

extension FunctionComputeError {
    /// Translates why a text is no domain name.
    init(_ invalid: InvalidDomainName) {
        let problem =
            switch invalid.problem {
            case .empty: "it is empty"
            case .tooLong(let limit): "it is longer than \(limit) characters"
            case .notHostLabels: "between its dots must be letters, digits and hyphens"
            case .address: "it is an IP address"
            }
        self = .invalid("DomainName '\(invalid.name)' is invalid: \(problem)")
    }

    /// Translates why a custom domain may not be about a host.
    init(_ unroutable: UnroutableHost) {
        switch unroutable.reason {
        case .control: self = .invalid("DomainName '\(unroutable.host)' is the name of this server's own API")
        case .bareDomain:
            self = .invalid("DomainName '\(unroutable.host)' is the domain of hosts that this server gives out")
        case .workerHost:
            self = .invalid("DomainName '\(unroutable.host)' is one of the hosts that this server gives out")
        case .outsideZones(let zones):
            let served = zones.isEmpty ? "none" : zones.map(\.text).joined(separator: ", ")
            self.init(
                .domainNameNotResolved,
                "domain name '\(unroutable.host)' has not been resolved to this server "
                    + "(domains that it serves: \(served)): have the operator start it with --zone"
            )
        }
    }
}
