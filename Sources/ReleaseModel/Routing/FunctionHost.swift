/// The hosts of functions with an HTTP trigger: `<label>.<subdomain>.<domain>`.
///
/// They lie one level below those of workers, so that no name of a service can be mistaken for one of a worker.
public enum FunctionHost {
    /// The name below the operator's domain under which functions have their hosts.
    public static let subdomain = "fcapp"

    /// Returns a label that reads like service and function where these can be part of a host, and is the trigger's
    /// alone.
    public static func label(of trigger: Trigger.ID, service: String, function: String) -> String {
        let digits = trigger.prefix
        let readable = "\(service)-\(function)".lowercased().filter { $0 == "-" || $0.isLetter || $0.isNumber }
        let label = "\(readable)-\(digits)"
        let isHost = (try? HostLabel.check(label)) != nil
        return isHost ? label : "fn-\(digits)"
    }

    /// Returns the whole host; the domain in lower case.
    public static func name(_ label: String, domain: String) -> String {
        "\(label).\(subdomain).\(domain)"
    }
}
