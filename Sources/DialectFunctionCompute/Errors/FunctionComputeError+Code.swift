public import HTTPModel

extension FunctionComputeError {
    /// The codes that the vendor documents, with its statuses; where it documents none, they are ours.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        case additionalVersionContainsMajorVersion = "AdditionalVersionContainsMajorVersion"
        case domainNameNotResolved = "DomainNameNotResolved"
        case domainNameResolveError = "DomainNameResolveError"
        case entityTooLarge = "EntityTooLarge"
        case instanceMetricsRequired = "InstanceMetricsRequired"
        case invalidArgument = "InvalidArgument"
        case limitExceeded = "LimitExceededError"
        case missingRequiredHeader = "MissingRequiredHeader"
        case pathNotSupported = "PathNotSupported"
        /// The status is ours.
        case versionPublishError = "VersionPublishError"

        /// Code and status are ours: the request names another host.
        case misdirected = "MisdirectedRequest"

        case accessDenied = "AccessDenied"
        case invalidAccessKeyID = "InvalidAccessKeyID"
        case signatureNotMatch = "SignatureNotMatch"

        case aliasNotFound = "AliasNotFound"
        case asyncConfigNotExists = "AsyncConfigNotExists"
        case domainNameNotFound = "DomainNameNotFound"
        case functionNotFound = "FunctionNotFound"
        case onDemandConfigNotFound = "OnDemandConfigNotFound"
        /// Code and status are ours.
        case provisionConfigNotFound = "ProvisionConfigNotFound"
        case serviceNotFound = "ServiceNotFound"
        /// The code is ours.
        case statefulAsyncInvocationNotFound = "StatefulAsyncInvocationNotFound"
        case triggerNotFound = "TriggerNotFound"
        case versionNotFound = "VersionNotFound"

        case aliasAlreadyExists = "AliasAlreadyExists"
        case concurrentUpdate = "ConcurrentUpdateError"
        case domainNameAlreadyExists = "DomainNameAlreadyExists"
        case functionAlreadyExists = "FunctionAlreadyExists"
        /// The status is ours.
        case functionNotEmpty = "FunctionNotEmpty"
        /// The status is ours.
        case provisionConfigExist = "ProvisionConfigExist"
        case serviceAlreadyExists = "ServiceAlreadyExists"
        /// Code and status are ours, after ``functionNotEmpty``.
        case serviceNotEmpty = "ServiceNotEmpty"
        case triggerAlreadyExists = "TriggerAlreadyExists"
        /// Code and status are ours: for accounts that protect versions that something refers to.
        case versionInUse = "VersionInUse"

        case asyncInvocationStopped = "AsyncInvocationStopped"
        case caExited = "CAExited"
        case caFileNotFound = "CAFileNotFound"
        case caFilePermission = "CAFilePermission"
        case functionNotStarted = "FunctionNotStarted"
        case preconditionFailed = "PreconditionFailed"

        case resourceExhausted = "ResourceExhausted"
        case clientClosedRequest = "ClientClosedRequest"
        case internalServerError = "InternalServerError"
        case badResponse = "BadResponse"
        case resourceThrottled = "ResourceThrottled"

        public var status: HTTPStatus {
            switch self {
            case .additionalVersionContainsMajorVersion, .domainNameNotResolved, .domainNameResolveError,
                .entityTooLarge, .instanceMetricsRequired, .invalidArgument, .limitExceeded, .missingRequiredHeader,
                .pathNotSupported, .versionPublishError:
                .badRequest
            case .misdirected: .misdirectedRequest
            case .accessDenied, .invalidAccessKeyID, .signatureNotMatch: .forbidden
            case .aliasNotFound, .asyncConfigNotExists, .domainNameNotFound, .functionNotFound,
                .onDemandConfigNotFound, .provisionConfigNotFound, .serviceNotFound, .statefulAsyncInvocationNotFound,
                .triggerNotFound, .versionNotFound:
                .notFound
            case .aliasAlreadyExists, .concurrentUpdate, .domainNameAlreadyExists, .functionAlreadyExists,
                .functionNotEmpty, .provisionConfigExist, .serviceAlreadyExists, .serviceNotEmpty,
                .triggerAlreadyExists, .versionInUse:
                .conflict
            case .asyncInvocationStopped, .caExited, .caFileNotFound, .caFilePermission, .functionNotStarted,
                .preconditionFailed:
                .preconditionFailed
            case .resourceExhausted: .tooManyRequests
            case .clientClosedRequest: .clientClosedRequest
            case .internalServerError: .internalServerError
            case .badResponse: .badGateway
            case .resourceThrottled: .serviceUnavailable
            }
        }
    }
}
