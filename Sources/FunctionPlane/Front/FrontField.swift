public import HTTPModel

/// The fields by which the other processes of this server tell the front what they know; no client's reach it.
public enum FrontField {
    /// The id of the account for which a request was authenticated.
    public static let account: HTTPFieldName = "x-gw-account"
    /// The id of the trigger through which a request came.
    public static let trigger: HTTPFieldName = "x-gw-trigger"
    /// The address of the client.
    public static let client: HTTPFieldName = "x-gw-client"
}

/// The fields of calls that clients write.
enum CallField {
    static let type: HTTPFieldName = "X-Fc-Invocation-Type"
    static let logType: HTTPFieldName = "X-Fc-Log-Type"
    static let statefulID: HTTPFieldName = "X-Fc-Stateful-Async-Invocation-Id"
    static let isStateful: HTTPFieldName = "X-Fc-Stateful-Async-Invocation-Enable"
    static let traceID: HTTPFieldName = "X-Fc-Trace-Id"
    static let forwardedFor: HTTPFieldName = "X-Forwarded-For"
}
