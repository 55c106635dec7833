import HTTPModel
import ReleaseModel

/// The fields by which an instance is told of a call, and tells of it.
enum RuntimeField {
    static let requestID: HTTPFieldName = "x-fc-request-id"
    static let functionName: HTTPFieldName = "x-fc-function-name"
    static let functionHandler: HTTPFieldName = "x-fc-function-handler"
    static let functionMemory: HTTPFieldName = "x-fc-function-memory"
    static let functionTimeout: HTTPFieldName = "x-fc-function-timeout"
    static let functionInitializer: HTTPFieldName = "x-fc-function-initializer"
    static let initializationTimeout: HTTPFieldName = "x-fc-initialization-timeout"
    static let region: HTTPFieldName = "x-fc-region"
    static let accountID: HTTPFieldName = "x-fc-account-id"
    static let qualifier: HTTPFieldName = "x-fc-qualifier"
    static let versionID: HTTPFieldName = "x-fc-version-id"
    static let serviceName: HTTPFieldName = "x-fc-service-name"
    static let logProject: HTTPFieldName = "x-fc-service-logproject"
    static let logStore: HTTPFieldName = "x-fc-service-logstore"
    static let controlPath: HTTPFieldName = "x-fc-control-path"
    static let retryCount: HTTPFieldName = "x-fc-retry-count"
    /// Of calls over HTTP: who asks, and for what before any part of it was cut off.
    static let clientIP: HTTPFieldName = "x-fc-client-ip"
    static let requestURI: HTTPFieldName = "x-fc-request-uri"
    /// In answers: how the function failed.
    static let errorType: HTTPFieldName = "x-fc-error-type"
    /// In answers of custom runtimes: 404 says that the function failed.
    static let status: HTTPFieldName = "x-fc-status"

    /// In answers: that the instance ends with this one, and takes no other call.
    static let ending: HTTPFieldName = "x-fc-instance-ending"

    /// Whether a client's field must not reach an instance, nor an instance's a client.
    static func isReserved(_ name: HTTPFieldName) -> Bool {
        let text = name.lowercased.replacing("_", with: "-")
        return text.hasPrefix("x-fc-") || text.hasPrefix("x-gw-")
    }

    /// Fields that are about a connection (RFC 9110, section 7.6.1).
    private static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", "proxy-authenticate",
        "proxy-authorization", "content-length", "transfer-encoding",
    ]

    /// The fields of a message that go on.
    static func passed(_ fields: HTTPFields) -> HTTPFields {
        var passed: HTTPFields = [:]
        let named = Set(
            fields.values(of: .connection).flatMap { $0.split(separator: ",") }
                .map { $0.trimmed.lowercased() }
        )
        for field in fields where !isReserved(field.name) {
            guard !hopByHop.contains(field.name.lowercased), !named.contains(field.name.lowercased) else { continue }
            passed.append(field.name, field.value)
        }
        return passed
    }

    /// What an instance is told of a call.
    static func fields(of call: FunctionCall, path: String) -> HTTPFields {
        let execution = call.execution
        var fields: HTTPFields = [:]
        func add(_ name: HTTPFieldName, _ text: String) {
            if !text.isEmpty, let value = try? HTTPFieldValue(text) { fields.append(name, value) }
        }
        add(requestID, call.requestID)
        add(functionName, call.function)
        add(functionHandler, execution.handler)
        add(functionMemory, "\(execution.memory)")
        add(functionTimeout, "\(execution.timeout)")
        add(functionInitializer, execution.initializer?.handler ?? "")
        add(initializationTimeout, execution.initializer.map { "\($0.timeout)" } ?? "")
        add(region, call.key.content.region)
        add(accountID, "\(call.version.workload.account)")
        add(qualifier, call.version.qualifier.name)
        add(versionID, call.version.versionID)
        add(serviceName, call.service)
        add(logProject, call.key.content.logPlace.project ?? "")
        add(logStore, call.key.content.logPlace.logstore ?? "")
        add(controlPath, path)
        if call.retryCount > 0 { add(retryCount, "\(call.retryCount)") }
        return fields
    }
}

extension Substring {
    /// Without blanks at its ends.
    var trimmed: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return text
    }
}
