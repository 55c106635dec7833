/// A function as resource names write it: `acs:fc:REGION:ACCOUNT:services/SERVICE.TARGET/functions/FUNCTION`.
///
/// Region and account may be anything: a server has one region, and nobody reaches another account.
public struct FunctionResource: Sendable, Hashable {
    public let service: String
    /// `nil` for the draft.
    public let target: String?
    public let function: String

    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "acs", parts[1] == "fc" else { return nil }
        let path = parts[4].split(separator: "/", omittingEmptySubsequences: false)
        guard path.count == 4, path[0] == "services", path[2] == "functions", !path[3].isEmpty else { return nil }
        let names = path[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard !names[0].isEmpty, names.count == 1 || !names[1].isEmpty else { return nil }
        service = String(names[0])
        target = names.count == 2 ? String(names[1]) : nil
        function = String(path[3])
    }
}
