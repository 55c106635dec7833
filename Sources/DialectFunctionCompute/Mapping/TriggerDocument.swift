import EventDispatch
import FoundationEssentials
import HTTPModel
import ReleaseModel

/// A trigger as requests write it.
struct TriggerDocument {
    /// The kinds of triggers there are, with whether this server brings them about by itself.
    static let types = ["http", "timer", "oss", "log", "mns_topic", "cdn_events", "tablestore", "eventbridge"]
    private static let methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]

    var type: String
    var configuration: JSONValue
    var description: String
    var invocationRole: String
    var sourceARN: String
    /// `LATEST`, a number or an alias.
    var qualifier: String

    init(creating request: LooseObject) throws(FunctionComputeError) {
        type = try request.required("triggerType").lowercased()
        guard Self.types.contains(type) else {
            throw .invalid(
                "TriggerType is set to an invalid value (allowed: \(Self.types.joined(separator: " | ")), actual: '\(type)')"
            )
        }
        configuration = [:]
        description = ""
        invocationRole = ""
        sourceARN = ""
        qualifier = ServiceContent.latest
        guard request["triggerConfig"] != nil else { throw .invalid("triggerConfig is required") }
        try change(by: request)
    }

    /// Reads what is kept.
    init(_ trigger: FunctionTrigger, qualifier: String) {
        type = trigger.type
        configuration = JSONValue(Array(trigger.configuration.utf8)) ?? [:]
        description = trigger.description
        invocationRole = trigger.invocationRole
        sourceARN = trigger.sourceARN
        self.qualifier = qualifier
    }

    mutating func change(by request: LooseObject) throws(FunctionComputeError) {
        if let value = request["triggerConfig"] { configuration = try Self.configuration(value) }
        if let text = try request.text("description") { description = text }
        if let text = try request.text("invocationRole") { invocationRole = text }
        if let text = try request.text("sourceArn") { sourceARN = text }
        if let text = try request.text("qualifier") { qualifier = text.isEmpty ? ServiceContent.latest : text }
        try check()
    }

    /// One form of the API sends the configuration as an object, the other as its text.
    private static func configuration(_ value: JSONValue) throws(FunctionComputeError) -> JSONValue {
        let object = value.string.map { JSONValue(Array($0.utf8)) ?? .null } ?? value
        guard object.object != nil else { throw .invalid("triggerConfig must be a JSON object, or the text of one") }
        return object
    }

    private mutating func check() throws(FunctionComputeError) {
        let fields = LooseObject(configuration.object ?? [:])
        switch type {
        case "http":
            let authType = try fields.text("authType") ?? "anonymous"
            guard ["anonymous", "function"].contains(authType) else {
                throw .invalid(
                    "AuthType is set to an invalid value (allowed: anonymous | function, actual: '\(authType)')"
                )
            }
            let methods = try fields.texts("methods") ?? []
            guard !methods.isEmpty else { throw .invalid("methods of an http trigger must not be empty") }
            if let other = methods.first(where: { !Self.methods.contains($0.uppercased()) }) {
                throw .invalid(
                    "Methods is set to an invalid value (allowed: \(Self.methods.joined(separator: " | ")), actual: '\(other)')"
                )
            }
            configuration = configuration.merging([
                "authType": .string(authType), "methods": JSONValue(methods.map { $0.uppercased() }),
            ])
        case "timer":
            let expression = try fields.required("cronExpression")
            do throws(TimerExpression.Invalid) {
                _ = try TimerExpression(expression)
            } catch {
                throw .invalid("CronExpression '\(expression)' is invalid: \(error.explanation)")
            }
            _ = try fields.bool("enable")
        default: break
        }
    }
}
