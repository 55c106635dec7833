import HTTPModel
import ProjectFiles

/// What a project says of a thing, as the server takes it, and whether the server has it so already.
struct WantedSettings: Sendable {
    private(set) var members: [String: JSONValue] = [:]

    /// What a project leaves to the vendor's tool to choose.
    private static let automatic: JSONValue = "auto"

    mutating func set(_ name: String, _ value: JSONValue?) {
        if let value, value != .null, value != Self.automatic { members[name] = value }
    }

    mutating func set(_ name: String, _ text: String?) { set(name, text.map(JSONValue.string)) }
    mutating func set(_ name: String, _ number: Int?) { set(name, number.map { JSONValue($0) }) }
    mutating func set(_ name: String, _ flag: Bool?) { set(name, flag.map(JSONValue.bool)) }
    mutating func set(_ name: String, _ texts: [String]?) { set(name, texts.map { JSONValue($0) }) }

    /// Takes members that are compact JSON.
    mutating func set(_ others: [String: String]) {
        for (name, text) in others { set(name, JSONValue(Array(text.utf8))) }
    }

    /// What differs from what is there; empty where nothing does.
    func differences(from present: JSONValue) -> [String: JSONValue] {
        members.filter { name, value in
            let isExact = name == "environmentVariables"
            return isExact ? present[name] ?? [:] != value : !Self.agrees(value, present[name] ?? .null)
        }
    }

    /// Whether a document says at least what is wanted; what is said empty may also be missing.
    static func agrees(_ wanted: JSONValue, _ present: JSONValue) -> Bool {
        switch (wanted, present) {
        case (.object(let wanted), .object(let present)):
            wanted.allSatisfy { name, value in
                agrees(value, present.first { $0.key.lowercased() == name.lowercased() }?.value ?? .null)
            }
        case (.array(let wanted), .array(let present)):
            wanted.count == present.count && zip(wanted, present).allSatisfy { agrees($0, $1) }
        case (.object(let wanted), .null): wanted.values.allSatisfy { agrees($0, .null) }
        case (.array(let wanted), .null): wanted.isEmpty
        case (.string(let text), .null): text.isEmpty
        default: wanted == present
        }
    }
}

extension WantedSettings {
    init(_ service: ServiceSettings, region: String?) {
        set("description", service.description)
        set("internetAccess", service.internetAccess)
        set("role", service.role)
        set("region", region)
        set(service.other)
    }

    init(_ function: FunctionSettings) {
        set("description", function.description)
        set("runtime", function.runtime)
        // Runtimes that bring their own server have none, and the server wants one.
        set("handler", function.handler ?? "index.handler")
        set("memorySize", function.memorySize)
        set("diskSize", function.diskSize)
        set("timeout", function.timeout)
        set("caPort", function.port)
        set("environmentVariables", function.environmentVariables.map { .object($0.mapValues(JSONValue.string)) })
        set("initializer", function.initializer?.handler)
        set("initializationTimeout", function.initializer?.timeout)
        set("instanceConcurrency", function.instanceConcurrency)
        set("instanceType", function.instanceType)
        set("layers", function.layers)
        var lifecycle = WantedSettings()
        lifecycle.set("preFreeze", Self.hook(function.beforeFreeze))
        lifecycle.set("preStop", Self.hook(function.beforeStop))
        if !lifecycle.members.isEmpty { set("instanceLifecycleConfig", .object(lifecycle.members)) }
        set(
            "customRuntimeConfig",
            function.startCommand.map { ["command": JSONValue($0.command), "args": JSONValue($0.arguments)] }
        )
        set("customHealthCheckConfig", function.healthCheck.map(Self.health))
        set(function.other)
    }

    init(_ asynchronous: AsynchronousSettings) {
        var destinations = WantedSettings()
        destinations.set("onSuccess", asynchronous.onSuccess.map { ["destination": .string($0)] })
        destinations.set("onFailure", asynchronous.onFailure.map { ["destination": .string($0)] })
        if !destinations.members.isEmpty { set("destinationConfig", .object(destinations.members)) }
        set("maxAsyncEventAgeInSeconds", asynchronous.maximumAge)
        set("maxAsyncRetryAttempts", asynchronous.maximumRetries)
        set("statefulInvocation", asynchronous.isStateful)
    }

    private static func hook(_ hook: LifecycleHook?) -> JSONValue? {
        guard let hook else { return nil }
        var settings = WantedSettings()
        settings.set("handler", hook.handler)
        settings.set("timeout", hook.timeout)
        return .object(settings.members)
    }

    private static func health(_ check: HealthCheckSettings) -> JSONValue {
        var settings = WantedSettings()
        settings.set("httpGetUrl", check.path)
        settings.set("initialDelaySeconds", check.initialDelay)
        settings.set("periodSeconds", check.period)
        settings.set("timeoutSeconds", check.timeout)
        settings.set("failureThreshold", check.failureThreshold)
        settings.set("successThreshold", check.successThreshold)
        return .object(settings.members)
    }
}
