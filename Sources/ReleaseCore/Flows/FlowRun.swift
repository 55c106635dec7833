public import FoundationEssentials
public import ReleaseModel

/// One run of a flow, as its system knows it.
public struct FlowRun: Sendable, Hashable {
    public let id: FlowPickup.ID
    public let name: String
    /// In the system's own words, such as `Completed`.
    public let state: String
    /// Whether it waits to be started.
    public let isScheduled: Bool
    /// Whether a schedule made it, which makes it anew when the flow changes.
    public let isAutomatic: Bool
    /// The label of the version that was live when it was made.
    public let label: String?
    /// The version that Sluice noted when it was made.
    public let createdVersion: Version.ID?
    public let createdAt: Date
    public let expectedAt: Date?
    public let startedAt: Date?

    public init(
        id: FlowPickup.ID,
        name: String,
        state: String,
        isScheduled: Bool,
        isAutomatic: Bool,
        label: String?,
        createdVersion: Version.ID?,
        createdAt: Date,
        expectedAt: Date?,
        startedAt: Date?
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.isScheduled = isScheduled
        self.isAutomatic = isAutomatic
        self.label = label
        self.createdVersion = createdVersion
        self.createdAt = createdAt
        self.expectedAt = expectedAt
        self.startedAt = startedAt
    }
}

/// Which runs of a flow are asked for.
public enum FlowRunQuery: Sendable, Hashable {
    /// The newest by the time they are expected to start.
    case newest(limit: Int)
    case these([FlowPickup.ID])
    /// Those that somebody made for a later time and that were not started, at most ``ReleasePlane/maximumWaitingRuns``.
    case waiting
}

/// A run with the versions that it belongs to.
public struct VersionedFlowRun: Sendable, Hashable {
    public let run: FlowRun
    /// The version under which it was made, from which it has its parameters and tags.
    public let created: Version?
    /// The version that was live when it was picked up, from which it has its code; `nil` before.
    public let started: Version?

    /// Whether it was made under one version and started under another.
    public var isMixed: Bool {
        guard let created, let started else { return false }
        return created.id != started.id
    }

    public init(run: FlowRun, created: Version?, started: Version?) {
        self.run = run
        self.created = created
        self.started = started
    }
}

/// What becomes of runs that wait, and were made under a version that is not live any more.
public enum WaitingRunPolicy: String, Sendable, Hashable, CaseIterable {
    /// They stay, and are told.
    case report
    case cancel
    /// They are cancelled and made again, of the version that is live now, for the same time and with what was asked of
    /// them.
    case recreate
}

/// What a version of a flow runs, and whether that can change under it.
public struct FlowPin: Sendable, Hashable {
    /// What kind of thing it is, such as `git_clone` or `image`.
    public let what: String
    /// Which one: a repository, an image.
    public let subject: String
    /// By what it is chosen, such as `commit 1a2b3c4d` or `branch main`.
    public let choice: String
    /// Whether it is the same whenever the version runs.
    public let isFixed: Bool

    public init(what: String, subject: String, choice: String, isFixed: Bool) {
        self.what = what
        self.subject = subject
        self.choice = choice
        self.isFixed = isFixed
    }
}
