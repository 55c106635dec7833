import DialectFunctionCompute
import HTTPModel

/// The fields of answers to those who call functions.
enum AnswerField {
    static let instanceID: HTTPFieldName = "X-Fc-Instance-Id"
    static let duration: HTTPFieldName = "X-Fc-Invocation-Duration"
    static let memory: HTTPFieldName = "X-Fc-Max-Memory-Usage"
    static let checksum: HTTPFieldName = "X-Fc-Code-Checksum"
    /// `LATEST`, or the number of the version that ran.
    static let version: HTTPFieldName = "X-Fc-Invocation-Service-Version"
    /// As the caller said it.
    static let qualifier: HTTPFieldName = "X-Fc-Invocation-Qualifier"
    static let logResult: HTTPFieldName = "X-Fc-Log-Result"
    static let errorType: HTTPFieldName = "X-Fc-Error-Type"
    /// Ours: what really ran the function, such as `Python 3.11.2`, whatever runtime it asked for.
    static let engine: HTTPFieldName = "Sluice-Engine"
    static let exposed: HTTPFieldName = "Access-Control-Expose-Headers"

    /// What pages of other origins may read, as the vendor's service lists it.
    private static let exposedNames: HTTPFieldValue = """
        Date,x-fc-request-id,x-fc-error-type,x-fc-code-checksum,x-fc-invocation-duration,x-fc-max-memory-usage,\
        x-fc-log-result,x-fc-invocation-code-version
        """

    /// The fields of a call; durations and memory are left out while it is not over.
    static func fields(of call: FunctionCall, _ facts: CallFacts?, isOver: Bool) -> HTTPFields {
        var fields: HTTPFields = [:]
        func set(_ name: HTTPFieldName, _ text: String) {
            if !text.isEmpty, let value = try? HTTPFieldValue(text) { fields.set(name, to: value) }
        }
        set(.functionComputeRequestID, call.requestID)
        set(version, call.version.label)
        set(qualifier, call.version.qualifier.name)
        if let facts {
            set(instanceID, facts.instanceID)
            set(checksum, facts.checksum)
            if isOver {
                set(duration, "\(Int(facts.milliseconds.rounded(.up)))")
                set(memory, facts.memoryText)
            }
        }
        fields.set(exposed, to: exposedNames)
        return fields
    }
}
