import HTTPModel

/// The fields of a call of a function, and of its answer.
enum InvocationField {
    static let type: HTTPFieldName = "X-Fc-Invocation-Type"
    static let logType: HTTPFieldName = "X-Fc-Log-Type"
    static let requestID: HTTPFieldName = "X-Fc-Request-Id"
    static let version: HTTPFieldName = "X-Fc-Invocation-Service-Version"
    static let errorType: HTTPFieldName = "X-Fc-Error-Type"
    static let logResult: HTTPFieldName = "X-Fc-Log-Result"
    static let duration: HTTPFieldName = "X-Fc-Invocation-Duration"
}
