/// What a version of a flow has.
public struct WireFlowContent: Codable, Sendable, Hashable {
    /// By name.
    public let properties: [WireFlowProperty]
    /// What runs when the version does.
    public let pins: [WireFlowPin]
    /// What its client said of where it comes from: a JSON object, word for word; absent when it said nothing.
    public let versionInfo: String?

    public init(properties: [WireFlowProperty], pins: [WireFlowPin], versionInfo: String?) {
        self.properties = properties
        self.pins = pins
        self.versionInfo = versionInfo
    }
}

/// A versioned property, under its name in Prefect's API.
public struct WireFlowProperty: Codable, Sendable, Hashable {
    public let name: String
    /// A JSON document, word for word.
    public let json: String

    public init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}

/// Something that a version runs.
public struct WireFlowPin: Codable, Sendable, Hashable {
    /// Such as `git_clone` or `image`.
    public let what: String
    /// The repository, the image.
    public let subject: String
    /// By what it is chosen, such as `commit 1a2b3c4d` or `branch main`.
    public let choice: String
    /// Whether it is the same whenever the version runs.
    public let fixed: Bool

    public init(what: String, subject: String, choice: String, fixed: Bool) {
        self.what = what
        self.subject = subject
        self.choice = choice
        self.fixed = fixed
    }
}

/// A run of a flow, with the versions that it belongs to.
public struct WireFlowRun: Codable, Sendable, Hashable {
    public let id: String
    public let name: String
    /// In Prefect's words, such as `Completed`.
    public let state: String
    /// Whether a schedule made it.
    public let automatic: Bool
    /// `version` of the deployment when the run was made.
    public let label: String?
    /// The number of the version that was live when it was made.
    public let createdVersion: Int?
    /// The number of the version that was live when it was picked up.
    public let startedVersion: Int?
    /// Whether these two differ.
    public let mixed: Bool
    /// RFC 3339, UTC, milliseconds; so the next two.
    public let createdAt: String
    public let expectedAt: String?
    public let startedAt: String?

    public init(
        id: String,
        name: String,
        state: String,
        automatic: Bool,
        label: String?,
        createdVersion: Int?,
        startedVersion: Int?,
        mixed: Bool,
        createdAt: String,
        expectedAt: String?,
        startedAt: String?
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.automatic = automatic
        self.label = label
        self.createdVersion = createdVersion
        self.startedVersion = startedVersion
        self.mixed = mixed
        self.createdAt = createdAt
        self.expectedAt = expectedAt
        self.startedAt = startedAt
    }
}
