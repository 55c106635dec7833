import FoundationEssentials
import ReleaseModel

/// The logged form of a fact: what happened, to which names, in words that outlive the entities.
///
/// The log serves audit and the hash chain; the entities themselves have their own tables.
struct EventRow: Codable {
    static let publication = "version.published"
    static let deployment = "deployment.made"

    let kind: String
    let workload: String
    var name: String?
    var version: String?
    var number: Int?
    var snapshot: String?
    var alias: String?
    var deployment: String?
    var shares: [String: Int]?
    var restores: String?
    var setting: String?
    var target: String?
    var component: String?
    var value: String?
    var triggers: [String]?
    let author: String
    let source: String
    let message: String?
    /// Milliseconds since 1970.
    let at: Int64

    /// A version and a deployment of one commit each have an attribution of their own, and so a message of their own.
    init(_ fact: ReleaseFact, by committer: Attribution, at: Date) {
        let attribution = fact.attribution ?? committer
        kind = fact.kind
        workload = fact.workload.description
        author = attribution.author
        source = attribution.source.rawValue
        message = attribution.message
        self.at = Int64((at.timeIntervalSince1970 * 1_000).rounded())
        switch fact {
        case .workloadCreated(let created), .workloadDeleted(let created, _):
            name = created.name.text
        case .versionPublished(let published), .versionDeleted(let published, _):
            version = published.id.description
            number = published.number
            snapshot = published.snapshot.hex
        case .aliasCreated(let changed), .aliasChanged(let changed), .aliasDeleted(let changed, _):
            alias = changed.name.text
            value = changed.affinity?.description
        case .deploymentMade(let made):
            alias = made.alias.description
            deployment = made.id.description
            number = made.sequence
            restores = made.restores?.description
            shares = made.routing.split.shares.reduce(into: [:]) { shares, share in
                shares[share.target.version?.description ?? "head"] = share.slots
            }
        case .draftSaved(let draft):
            snapshot = draft.snapshot.hex
        case .settingChanged(_, let changed, let scope, let newValue):
            setting = changed.rawValue
            if scope != .workload {
                target = scope.target
                component = scope.component
            }
            value = newValue
        case .triggersSet(_, let kind, let set):
            name = kind.rawValue
            triggers = set.map(\.source.text)
        case .deploymentHidden(let hidden):
            deployment = hidden.id.description
            number = hidden.sequence
        }
    }
}

extension ReleaseFact {
    /// Who did it, from where and why, where the fact itself records it.
    fileprivate var attribution: Attribution? {
        switch self {
        case .versionPublished(let version): version.attribution
        case .deploymentMade(let deployment): deployment.attribution
        case .versionDeleted(_, let tombstone), .aliasDeleted(_, let tombstone), .workloadDeleted(_, let tombstone):
            tombstone.attribution
        case .workloadCreated, .aliasCreated, .aliasChanged, .draftSaved, .settingChanged, .triggersSet,
            .deploymentHidden:
            nil
        }
    }

    /// The event's name in the log.
    public var kind: String {
        switch self {
        case .workloadCreated: "workload.created"
        case .workloadDeleted: "workload.deleted"
        case .versionPublished: EventRow.publication
        case .versionDeleted: "version.deleted"
        case .aliasCreated: "alias.created"
        case .aliasChanged: "alias.changed"
        case .aliasDeleted: "alias.deleted"
        case .deploymentMade: EventRow.deployment
        case .draftSaved: "draft.saved"
        case .settingChanged: "setting.changed"
        case .triggersSet: "triggers.set"
        case .deploymentHidden: "deployment.hidden"
        }
    }
}
