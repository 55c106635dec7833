/// What a trigger of a function is, besides where it leads: kept with it as its document.
public struct FunctionTrigger: Codable, Sendable, Hashable {
    /// Unique among the triggers of a function.
    public let name: String
    /// The dialect's word, such as `http`, `timer` or `oss`.
    public let type: String
    /// A JSON object whose meaning depends on the type.
    public let configuration: String
    public let description: String
    public let invocationRole: String
    public let sourceARN: String
    /// Milliseconds since 1970.
    public let modifiedAt: Int64

    public init(
        name: String,
        type: String,
        configuration: String,
        description: String = "",
        invocationRole: String = "",
        sourceARN: String = "",
        modifiedAt: Int64
    ) {
        self.name = name
        self.type = type
        self.configuration = configuration
        self.description = description
        self.invocationRole = invocationRole
        self.sourceARN = sourceARN
        self.modifiedAt = modifiedAt
    }
}

extension FunctionTrigger {
    /// Which requests an HTTP trigger takes: the configuration of the type `http`.
    public struct HTTP: Codable, Sendable, Hashable {
        /// `anonymous`, or `function` for requests signed with an access key.
        public let authType: String
        /// In upper case.
        public let methods: [String]

        public init(authType: String, methods: [String]) {
            self.authType = authType
            self.methods = methods
        }
    }

    /// When a timer fires: the configuration of the type `timer`.
    public struct Timer: Codable, Sendable, Hashable {
        /// A cron expression of six fields, seconds first, with an optional `CRON_TZ=ZONE `, or `@every DURATION`.
        public let cronExpression: String
        public let payload: String?
        public let enable: Bool?

        public init(cronExpression: String, payload: String? = nil, enable: Bool? = nil) {
            self.cronExpression = cronExpression
            self.payload = payload
            self.enable = enable
        }
    }
}
