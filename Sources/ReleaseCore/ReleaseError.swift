public import ReleaseModel

/// Why a use case was refused or could not be carried out; nothing was changed.
///
/// Every case is something a caller can act upon. Dialects translate it with an exhaustive `switch`.
public enum ReleaseError: Error, Sendable {
    // Names and references.
    case invalidName(InvalidName, of: String)
    case workloadNotFound(WorkloadName)
    case workloadExists(WorkloadName)
    case accountExists(String)
    case versionNotFound(String, of: WorkloadName)
    case versionAmbiguous(String, of: WorkloadName, candidates: [Version])
    case versionReferenceInvalid(String)
    case versionDeleted(Version, of: WorkloadName)
    case secretNotFound(String, of: WorkloadName)
    /// The workload has no draft: it is no service.
    case draftNotFound(WorkloadName)
    case aliasNotFound(String, of: WorkloadName)
    case aliasExists(Alias.Name, of: WorkloadName)
    case aliasIsBuiltIn(Alias.Name, of: WorkloadName)
    case aliasNotDeployed(Alias.Name, of: WorkloadName)
    case deploymentNotFound(String, of: WorkloadName)
    case hostTaken(label: String, owner: String)
    /// The owner is `nil` when it belongs to another account: of that nothing may be told.
    case triggerTaken(Trigger.Source, owner: WorkloadName?)
    /// Zones are the operator's: no other account has hosts and routes in them.
    case zoneForbidden(Trigger.Source)

    // Requests that make no sense.
    case splitInvalid(TrafficSplit.Invalid)
    case percentagesOff(sum: String)
    case tooManyTargets(count: Int, limit: Int, kind: Workload.Kind)
    case tooManyRules(count: Int, limit: Int)
    case tooManyAliases(count: Int, limit: Int)
    case tooManyTriggers(count: Int, limit: Int)
    case tooManyAccounts(limit: Int)
    case contentInvalid(InvalidContent)
    case bindingInvalid(InvalidBinding)
    case textTooLong(field: String, count: Int, limit: Int)
    case settingInvalid(name: String, value: String, allowed: [String])
    case manifestInvalid(InvalidManifest)
    case cursorInvalid(String)
    case scopeUnknown(String)

    // The state says no.
    case noStableDeployment(Alias.Name, of: WorkloadName)
    case versionRequired(Alias.Name, of: WorkloadName, targets: Int)
    /// The newest version has the draft's content already.
    case draftUnchanged(Version, of: WorkloadName)
    case alreadyInForce(Version, Alias.Name, of: WorkloadName)
    case versionInUse(Version, of: WorkloadName, referrers: [String])
    case deploymentInForce(Deployment, of: WorkloadName)
    /// Several versions share the requests, and nobody permitted to end that.
    case splitInForce(Deployment, versions: [Version], of: WorkloadName)
    case loadFailed(LoadFailure, of: WorkloadName)
    case preconditionFailed(seen: Revision, changedAt: Revision)
    /// Somebody else moved the alias, or took the number, between reading and writing.
    case conflict(String)
    case idempotencyKeyReused(String)
    case tokenNotFound(String)
    case accessKeyNotFound(String)
    /// There is no such session for who asks, or its time is over.
    case assetSessionNotFound(AssetSession.ID)
    case assetsMissing(count: Int, of: AssetSession.ID)
    case lastAdminToken
    /// The system that runs the flow has its own say.
    case flowFailed(FlowFailure, of: WorkloadName)
    /// Flows are written, made and deleted where they run; here versions of them are made live.
    case flowOnly(String, of: WorkloadName)

    // Resources.
    case blobMissing(Digest)
    /// The vault has no text for a binding that refers to a secret.
    case secretMissing(String)
    /// The key that sealed the secret is not at hand.
    case secretUnreadable(SecretPlace)
    /// What sealed the secret of an access key is not at hand.
    case accessKeyUnreadable(AccessKey.ID)
    case digestMismatch(claimed: Digest, computed: Digest)
    case contentTooLarge(limit: Int)
    case diskReserve(freeBytes: Int, reserveBytes: Int)
    case storeUnavailable(operation: String, cause: String)
    case storeCorrupt(what: String, cause: String)
    case schemaTooNew(found: Int, supported: Int)
}

/// How a caller names a workload.
public struct WorkloadName: Sendable, Hashable {
    public let account: Account.ID
    public let kind: Workload.Kind
    public let name: String

    public init(account: Account.ID, kind: Workload.Kind, name: String) {
        self.account = account
        self.kind = kind
        self.name = name
    }

    public init(_ workload: Workload) {
        self.init(account: workload.account, kind: workload.kind, name: workload.name.text)
    }
}

extension WorkloadName: CustomStringConvertible {
    public var description: String { "\(kind.rawValue) \(name)" }
}

/// Why a version's code could not start in its engine.
public struct LoadFailure: Error, Sendable, Hashable {
    public let name: String
    public let message: String
    public let stack: String?

    public init(name: String, message: String, stack: String? = nil) {
        self.name = name
        self.message = message
        self.stack = stack
    }

    /// It loads, but nothing could ever call it.
    public static let noHandlers = LoadFailure(name: "NoHandlers", message: "The code handles no event.")
}
