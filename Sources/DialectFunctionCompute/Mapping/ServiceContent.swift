import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// A service as it is in one place: its draft, or a version.
struct ServiceContent {
    let workload: Workload
    /// `nil` for the draft.
    let version: Version?
    let snapshot: Snapshot
    let record: ServiceRecord

    /// The word for a draft.
    static let latest = "LATEST"

    /// What clients call it.
    var qualifier: String { version.map { String($0.number) } ?? Self.latest }

    func function(_ name: String) throws(FunctionComputeError) -> Component {
        guard let function = snapshot.components.first(where: { $0.name == name }) else {
            throw .functionNotFound(name, service: workload.name.text)
        }
        return function
    }

    /// What was set of the service itself.
    var settings: [String: JSONValue] {
        snapshot.configuration.compactMapValues { JSONValue(Array($0.utf8)) }
    }

    /// The service as clients read it, with the description of the version if it is one's.
    var json: JSONValue {
        var members = Self.unset.merging(settings) { $1 }
        members["serviceName"] = .string(workload.name.text)
        members["serviceId"] = .string(workload.id.description)
        members["createdTime"] = WireTime.text(workload.createdAt)
        members["lastModifiedTime"] = WireTime.text(milliseconds: record.modifiedAt)
        if let version { members["description"] = .string(version.attribution.message ?? "") }
        return .object(members)
    }

    /// What a service shows that nobody has set.
    private static let unset: [String: JSONValue] = [
        "description": "", "role": "", "internetAccess": true,
        "region": .string(FunctionComputeConfiguration.defaultRegion),
        "logConfig": [
            "project": "", "logstore": "", "enableRequestMetrics": false, "enableInstanceMetrics": false,
            "logBeginRule": "None",
        ],
        "vpcConfig": ["vpcId": "", "vSwitchIds": [], "securityGroupId": "", "role": ""],
        "nasConfig": ["userId": -1, "groupId": -1, "mountPoints": []],
        "ossMountConfig": ["mountPoints": []],
        "tracingConfig": ["type": nil, "params": nil],
        "useSLRAuthentication": false,
    ]

    /// A function as clients read it.
    func json(of function: Component) -> JSONValue {
        let kept = record.functions[function.name]
        var members = FunctionSettings(function).json
        members["functionName"] = .string(function.name)
        members["functionId"] = .string(kept?.id ?? "")
        members["createdTime"] = WireTime.text(milliseconds: kept?.createdAt ?? record.modifiedAt)
        members["lastModifiedTime"] = WireTime.text(milliseconds: kept?.modifiedAt ?? record.modifiedAt)
        members["codeChecksum"] = .string(kept.map { String($0.checksum) } ?? "")
        members["codeSize"] = JSONValue(function.package?.size ?? 0)
        return .object(members)
    }

    /// What is kept of a draft after a change.
    func draft(
        _ components: [Component],
        settings: [String: JSONValue]? = nil,
        record: ServiceRecord
    ) throws
        -> DraftContent
    {
        do {
            let configuration = settings?.mapValues(\.text) ?? snapshot.configuration
            let changed = try Snapshot(kind: .service, components: components, configuration: configuration)
            return DraftContent(snapshot: changed, verbatim: record.text)
        } catch {
            throw FunctionComputeError(error)
        }
    }
}
