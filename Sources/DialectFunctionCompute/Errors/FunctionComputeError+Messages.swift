extension FunctionComputeError {
    public static func missingRequiredHeader(_ name: String) -> FunctionComputeError {
        FunctionComputeError(.missingRequiredHeader, "required HTTP header \(name) was not specified")
    }

    public static func pathNotSupported(_ path: String, method: String) -> FunctionComputeError {
        FunctionComputeError(.pathNotSupported, "'\(path)' against '\(method)' is not supported")
    }

    /// The limit is in bytes.
    public static func entityTooLarge(limit: Int) -> FunctionComputeError {
        FunctionComputeError(.entityTooLarge, "payload size exceeds maximum allowed size (\(limit) bytes)")
    }

    public static let signatureNotMatch = FunctionComputeError(
        .signatureNotMatch,
        "The request signature we calculated does not match the signature you provided. "
            + "Check your access key and signing method"
    )

    public static func invalidAccessKeyID(_ id: String) -> FunctionComputeError {
        FunctionComputeError(.invalidAccessKeyID, "invalid access key ID '\(id)'")
    }

    public static func serviceNotFound(_ service: String) -> FunctionComputeError {
        FunctionComputeError(.serviceNotFound, "service '\(service)' does not exist")
    }

    public static func functionNotFound(_ function: String, service: String) -> FunctionComputeError {
        FunctionComputeError(.functionNotFound, "function '\(function)' does not exist in service '\(service)'")
    }

    public static func aliasNotFound(_ alias: String, service: String) -> FunctionComputeError {
        FunctionComputeError(.aliasNotFound, "alias '\(alias)' of service '\(service)' does not exist")
    }

    public static func versionNotFound(_ version: Int, service: String) -> FunctionComputeError {
        FunctionComputeError(.versionNotFound, "version '\(version)' of service '\(service)' does not exist")
    }

    public static func functionAlreadyExists(_ function: String, service: String) -> FunctionComputeError {
        FunctionComputeError(
            .functionAlreadyExists,
            "function '\(function)' already exists in service '\(service)'"
        )
    }

    public static func aliasAlreadyExists(_ alias: String, service: String) -> FunctionComputeError {
        FunctionComputeError(.aliasAlreadyExists, "alias \(alias) of service \(service) already exists")
    }

    public static let preconditionFailed = FunctionComputeError(
        .preconditionFailed,
        "the resource being modified has been changed"
    )

    public static func functionNotEmpty(_ function: String) -> FunctionComputeError {
        FunctionComputeError(.functionNotEmpty, "function '\(function)' has active triggers")
    }

    /// Words of ours, since the vendor documents none for it.
    public static func functionServed(_ function: String, domains: [String]) -> FunctionComputeError {
        FunctionComputeError(
            .functionNotEmpty,
            "function '\(function)' has routes of custom domains (\(domains.joined(separator: ", "))): delete them first"
        )
    }

    public static func nothingToPublish(service: String) -> FunctionComputeError {
        FunctionComputeError(
            .versionPublishError,
            "can not publish version for service '\(service)', detail: 'No changes were made since last publish'"
        )
    }

    /// An error of ours, whose cause only the log may know.
    public static func internalServerError(cause: String) -> FunctionComputeError {
        FunctionComputeError(
            .internalServerError,
            "an internal error has occurred. Please retry.",
            cause: cause
        )
    }

    public static func statefulInvocationNotFound(_ id: String) -> FunctionComputeError {
        FunctionComputeError(.statefulAsyncInvocationNotFound, "stateful async invocation '\(id)' does not exist")
    }
}
