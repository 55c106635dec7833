import HTTPModel

/// The fields that Function Compute knows, as it spells them.
///
/// Clients spell some in other ways, and every client reads this one. Unknown fields stay as they were sent.
enum KnownFields {
    static let service = spelling([
        "description", "internetAccess", "role", "logConfig", "vpcConfig", "nasConfig", "ossMountConfig",
        "tracingConfig", "region",
        // Inside of these.
        "project", "logstore", "enableRequestMetrics", "enableInstanceMetrics", "logBeginRule", "vpcId", "vSwitchIds",
        "securityGroupId", "userId", "groupId", "mountPoints", "serverAddr", "mountDir", "enableTLS", "bucketName",
        "bucketPath", "endpoint", "readOnly", "type", "params",
    ])

    static let function = spelling([
        "description", "runtime", "handler", "memorySize", "timeout", "initializer", "initializationTimeout",
        "instanceConcurrency", "instanceSoftConcurrency", "instanceType", "instanceLifecycleConfig", "caPort",
        "customRuntimeConfig", "customContainerConfig", "customHealthCheckConfig", "customDNS", "layers", "cpu",
        "diskSize", "gpuMemorySize",
        // Inside of these.
        "preFreeze", "preStop", "command", "args", "httpGetUrl", "initialDelaySeconds", "periodSeconds",
        "timeoutSeconds", "failureThreshold", "successThreshold", "dnsOptions", "nameServers", "searches", "name",
        "value", "image", "accelerationType", "instanceID", "webServerMode",
    ])

    /// Fields of functions that are whole numbers, at whatever depth; some clients send them as texts.
    static let integers: Set = [
        "memorySize", "timeout", "initializationTimeout", "instanceConcurrency", "instanceSoftConcurrency", "caPort",
        "diskSize", "gpuMemorySize",
    ]

    private static func spelling(_ names: [String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: names.map { ($0.lowercased(), $0) })
    }
}

extension JSONValue {
    /// The document with known names in their usual spelling.
    func spelled(by names: [String: String]) -> JSONValue {
        switch self {
        case .object(let members):
            // Of two spellings of one name the last in byte order wins, so that the same document always reads the same.
            .object(
                members.sorted { $0.key < $1.key }.reduce(into: [:]) { result, member in
                    result[names[member.key.lowercased()] ?? member.key] = member.value.spelled(by: names)
                }
            )
        case .array(let elements): .array(elements.map { $0.spelled(by: names) })
        default: self
        }
    }

    /// The document with the texts of some members read as the whole numbers that they are.
    func withIntegers(_ names: Set<String>) -> JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.reduce(into: [:]) { result, member in
                    let number = names.contains(member.key) ? member.value.string.flatMap(Int.init) : nil
                    result[member.key] = number.map { JSONValue($0) } ?? member.value.withIntegers(names)
                }
            )
        case .array(let elements): .array(elements.map { $0.withIntegers(names) })
        default: self
        }
    }

    /// Whether it says nothing: several clients send empty texts and objects of them for what is not set.
    var isUnset: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.allSatisfy(\.isUnset)
        case .object(let members): members.values.allSatisfy(\.isUnset)
        case .bool, .number: false
        }
    }
}
