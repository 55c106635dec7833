public import ReleaseModel

/// What an instance runs: one component of one version.
///
/// Two versions never share a process, and an instance never changes what it runs.
public struct InstanceKey: Sendable, Hashable {
    public let workload: Workload.ID
    public let version: Version.ID
    public let component: String

    public init(workload: Workload.ID, version: Version.ID, component: String = Component.mainName) {
        self.workload = workload
        self.version = version
        self.component = component
    }
}

/// One line of text: `WORKLOAD VERSION COMPONENT`.
extension InstanceKey: LosslessStringConvertible {
    public init?(_ description: String) {
        let words = description.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let workload = Workload.ID(words[0]), let version = Version.ID(words[1]) else {
            return nil
        }
        self.init(workload: workload, version: version, component: String(words[2]))
    }

    public var description: String {
        "\(workload) \(version) \(component)"
    }
}
