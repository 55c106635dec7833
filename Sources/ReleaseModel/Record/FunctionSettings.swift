/// How many instances of a function are kept ready for a target.
public struct ProvisionedInstances: Codable, Sendable, Hashable {
    /// The most instances that can be asked for.
    public static let maximumTarget = 100

    public let target: Int
    /// What its dialect reads back: a JSON object.
    public let document: String

    public init(target: Int, document: String = "{}") {
        self.target = target
        self.document = document
    }
}

/// How many instances of a function there may be for a target, those that are kept ready included.
public struct OnDemandInstances: Codable, Sendable, Hashable {
    public let maximum: Int

    public init(maximum: Int) {
        self.maximum = maximum
    }
}

/// What becomes of calls that nobody waits for.
public struct AsynchronousCalls: Codable, Sendable, Hashable {
    public static let attemptsRange = 0...8
    public static let defaultAttempts = 3
    /// In seconds: thirty days.
    public static let ageRange = 1...2_592_000
    /// In seconds: a day.
    public static let defaultAge = 86_400

    /// How often a failed call is tried again.
    public let retries: Int
    /// How long after it was accepted a call may still begin, in seconds.
    public let maximumAge: Int
    /// Whether each call can be listed, looked at and stopped by a name of its own.
    public let isStateful: Bool
    /// The function that is told of each success; `nil` for none.
    public let onSuccess: String?
    /// The function that is told of each call that is given up; `nil` for none.
    public let onFailure: String?
    /// Milliseconds since 1970.
    public let createdAt: Int64
    /// Milliseconds since 1970.
    public let modifiedAt: Int64

    public init(
        retries: Int = Self.defaultAttempts,
        maximumAge: Int = Self.defaultAge,
        isStateful: Bool = false,
        onSuccess: String? = nil,
        onFailure: String? = nil,
        createdAt: Int64 = 0,
        modifiedAt: Int64 = 0
    ) {
        self.retries = retries
        self.maximumAge = maximumAge
        self.isStateful = isStateful
        self.onSuccess = onSuccess
        self.onFailure = onFailure
        self.createdAt = createdAt
        self.modifiedAt = modifiedAt
    }
}
