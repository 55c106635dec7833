public import ReleaseModel

/// Where the release facts live.
///
/// One commit is one transaction and one revision: all of its facts or none. Reads see what the last commit left.
/// Everything that a commit acknowledged survives the death of the process and of the machine.
public protocol ReleaseStore: Sendable {
    /// Makes an encoded snapshot durable before a commit refers to it; equal content is stored once per account.
    ///
    /// Throws ``ReleaseError/blobMissing(_:)`` when one of its blobs is not stored, and
    /// ``ReleaseError/secretMissing(_:)`` when the vault has not sealed one of its secrets for this account. Once this
    /// returns, blobs and secrets stay.
    func stage(_ snapshot: EncodedSnapshot, account: Account.ID) async throws(ReleaseError)

    /// Writes all facts of a change as the next revision.
    ///
    /// Throws ``ReleaseError/conflict(_:)`` when an expectation does not hold or a name or number is taken, and
    /// ``ReleaseError/preconditionFailed(seen:changedAt:)`` when the workload changed after ``Expectations/unchangedSince``.
    func commit(_ change: ReleaseChange, expecting: Expectations) async throws(ReleaseError) -> Revision

    func head() async throws(ReleaseError) -> StoreHead

    /// Returns what a revision made.
    func content(of revision: Revision) async throws(ReleaseError) -> RevisionContent

    func accounts() async throws(ReleaseError) -> [Account]
    func workload(_ name: WorkloadName) async throws(ReleaseError) -> Workload?
    func workload(_ id: Workload.ID) async throws(ReleaseError) -> Workload?
    /// Returns the live workers of that name in all accounts, because hosts are one registry.
    func workers(named name: String) async throws(ReleaseError) -> [Workload]
    /// Lists by name; `kind` nil lists all kinds.
    func workloads(
        of account: Account.ID,
        kind: Workload.Kind?,
        page: PageRequest
    ) async throws(ReleaseError) -> Page<Workload>
    /// Returns, by name, the live workloads of a kind whose names have a prefix and do not come before a name; at most
    /// `limit`.
    func workloads(
        of account: Account.ID,
        kind: Workload.Kind,
        prefix: String,
        from first: String,
        limit: Int
    ) async throws(ReleaseError) -> [Workload]
    /// Counts the live workloads of a kind.
    func workloadCount(of account: Account.ID, kind: Workload.Kind) async throws(ReleaseError) -> Int
    /// Returns, by name, the live workloads with a version whose content has a text in its stored form.
    ///
    /// It spares whoever looks for a name among many workloads to read the content of all; what is found may name
    /// something else.
    func workloads(of account: Account.ID, withContentNaming text: String) async throws(ReleaseError) -> [Workload]
    /// Returns the revision of the last change of the workload.
    func lastChange(of workload: Workload.ID) async throws(ReleaseError) -> Revision
    func settings(of workload: Workload.ID) async throws(ReleaseError) -> [Setting]

    /// Returns a workload's draft; `nil` for all but services.
    func draft(of workload: Workload.ID) async throws(ReleaseError) -> Draft?

    /// Returns all triggers of a workload, by kind and text; there are at most ``ReleasePlane/maximumTriggers`` of a kind.
    func triggers(of workload: Workload.ID) async throws(ReleaseError) -> [Trigger]
    /// Returns the trigger with this source, in whatever account: hosts and routes are one registry.
    ///
    /// Only hosts and routes lead to one workload alone; for other kinds the oldest is returned.
    func trigger(_ source: Trigger.Source) async throws(ReleaseError) -> Trigger?
    /// Lists the triggers of a kind of all workloads of an account, by text.
    func triggers(
        of account: Account.ID,
        kind: Trigger.Kind,
        page: PageRequest
    ) async throws(ReleaseError) -> Page<Trigger>

    func alias(_ name: Alias.Name, of workload: Workload.ID) async throws(ReleaseError) -> Alias?
    /// Returns an alias, be it deleted: its deployments are still in the history.
    func alias(_ id: Alias.ID) async throws(ReleaseError) -> Alias?
    /// Returns all aliases by name; there are at most ``ReleasePlane/maximumAliases``.
    func aliases(of workload: Workload.ID) async throws(ReleaseError) -> [Alias]

    /// Returns the highest number ever issued under the name, 0 if none was; deleted workloads count.
    func highestNumber(under name: WorkloadName) async throws(ReleaseError) -> Int
    func version(_ id: Version.ID) async throws(ReleaseError) -> Version?
    /// Returns the newest versions that match, tombstones included, at most `limit`.
    func versions(
        of workload: Workload.ID,
        matching: VersionQuery,
        limit: Int
    ) async throws(ReleaseError) -> [Version]
    /// Lists tombstones too, newest first.
    func versions(of workload: Workload.ID, page: PageRequest) async throws(ReleaseError) -> Page<Version>

    /// Returns the live versions from a number on, upwards or downwards, at most `limit`.
    func versions(
        of workload: Workload.ID,
        from number: Int,
        ascending: Bool,
        limit: Int
    ) async throws(ReleaseError) -> [Version]

    func deployment(_ id: Deployment.ID) async throws(ReleaseError) -> Deployment?
    /// Returns the deployments of one workload whose id begins with these hexadecimal digits, at most `limit`.
    func deployments(
        of workload: Workload.ID,
        idPrefix: String,
        limit: Int
    ) async throws(ReleaseError) -> [Deployment]
    /// Lists newest first, hidden ones included.
    func deployments(of alias: Alias.ID, page: PageRequest) async throws(ReleaseError) -> Page<Deployment>

    /// Returns the stored bytes of a snapshot; `nil` when it is not stored or was erased.
    func snapshot(_ digest: Digest, account: Account.ID) async throws(ReleaseError) -> EncodedSnapshot?
}

/// Which versions of a workload a caller looks for.
public enum VersionQuery: Sendable, Hashable {
    case number(Int)
    /// Lower-case hexadecimal digits without hyphens.
    case idPrefix(String)
    case tag(String)
    case snapshot(Digest)
    /// Any version that is not deleted.
    case live
}

/// What must still be true when a change is written.
public struct Expectations: Sendable, Hashable {
    /// The deployment that each alias was read with.
    public var aliases: [Alias.ID: Deployment.ID?]
    /// The caller's `If-Match`: the workload must not have changed after this revision.
    public var unchangedSince: UnchangedSince?
    /// The content that each draft was read with.
    public var drafts: [Workload.ID: Digest]

    public init(
        aliases: [Alias.ID: Deployment.ID?] = [:],
        drafts: [Workload.ID: Digest] = [:],
        unchangedSince: UnchangedSince? = nil
    ) {
        self.aliases = aliases
        self.drafts = drafts
        self.unchangedSince = unchangedSince
    }

    public struct UnchangedSince: Sendable, Hashable {
        public let workload: Workload.ID
        public let revision: Revision

        public init(workload: Workload.ID, revision: Revision) {
            self.workload = workload
            self.revision = revision
        }
    }
}

/// Where the release log stands.
public struct StoreHead: Sendable, Hashable {
    /// Counts restores: a new epoch tells nodes to read everything anew.
    public let epoch: Int
    public let revision: Revision
    /// The hash chain's value at this revision.
    public let chain: Digest

    public init(epoch: Int, revision: Revision, chain: Digest) {
        self.epoch = epoch
        self.revision = revision
        self.chain = chain
    }
}
