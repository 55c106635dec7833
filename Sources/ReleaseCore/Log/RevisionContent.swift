import FoundationEssentials
public import ReleaseModel

/// The version and the deployment that one revision made.
public struct RevisionContent: Sendable, Hashable {
    public let version: Version.ID?
    public let deployment: Deployment.ID?

    public init(version: Version.ID? = nil, deployment: Deployment.ID? = nil) {
        self.version = version
        self.deployment = deployment
    }

    /// Reads the events of a revision as the log has them; erased ones are not among them.
    public init(events bodies: [[UInt8]]) throws(ReleaseError) {
        var version: Version.ID?
        var deployment: Deployment.ID?
        for body in bodies {
            let row: EventRow
            do {
                row = try JSONDecoder().decode(EventRow.self, from: Data(body))
            } catch {
                throw .storeCorrupt(what: "event", cause: String(describing: error))
            }
            switch row.kind {
            case EventRow.publication: version = row.version.flatMap { Version.ID($0) }
            case EventRow.deployment: deployment = row.deployment.flatMap { Deployment.ID($0) }
            default: break
            }
        }
        self.init(version: version, deployment: deployment)
    }
}
