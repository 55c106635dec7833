public import FoundationEssentials
public import ReleaseModel

/// Facts that become true together, as one revision.
public struct ReleaseChange: Sendable, Hashable {
    public let facts: [ReleaseFact]
    public let attribution: Attribution
    public let at: Date
    /// The reserved key of the request that asks for it: marked as carried out in the same transaction, so that a repeat
    /// of the request is not carried out again, whatever dies in between.
    public let request: IdempotencyKey?
    /// The intent that led to it: removed in the same transaction.
    public let settles: FlowIntent.ID?

    public init(
        _ facts: [ReleaseFact],
        by attribution: Attribution,
        at: Date,
        request: IdempotencyKey? = nil,
        settles: FlowIntent.ID? = nil
    ) {
        self.facts = facts
        self.attribution = attribution
        self.at = at
        self.request = request
        self.settles = settles
    }
}

/// One thing that became true.
public enum ReleaseFact: Sendable, Hashable {
    case workloadCreated(Workload)
    /// The workload, its aliases and all its versions are gone; their records stay.
    case workloadDeleted(Workload, Tombstone)
    case versionPublished(Version)
    case versionDeleted(Version, Tombstone)
    case aliasCreated(Alias)
    /// The alias's affinity or description changed; its deployment is moved by ``deploymentMade(_:)`` alone.
    case aliasChanged(Alias)
    case aliasDeleted(Alias, Tombstone)
    /// The deployment is in force on its alias.
    case deploymentMade(Deployment)
    /// The draft is this from now on.
    case draftSaved(Draft)
    /// `nil` takes the setting away.
    case settingChanged(Workload.ID, Setting.Name, scope: Setting.Scope = .workload, value: String?)
    /// The workload's triggers of one kind are these from now on, and no others.
    case triggersSet(Workload.ID, Trigger.Kind, [Trigger])
    /// Lists leave the deployment out.
    case deploymentHidden(Deployment)

    public var workload: Workload.ID {
        switch self {
        case .workloadCreated(let workload), .workloadDeleted(let workload, _): workload.id
        case .versionPublished(let version), .versionDeleted(let version, _): version.workload
        case .aliasCreated(let alias), .aliasChanged(let alias), .aliasDeleted(let alias, _): alias.workload
        case .deploymentMade(let deployment), .deploymentHidden(let deployment): deployment.workload
        case .draftSaved(let draft): draft.workload
        case .settingChanged(let workload, _, _, _), .triggersSet(let workload, _, _): workload
        }
    }
}
