import NativeWire

/// What a server has said is done; it may never deny it.
struct AcknowledgedChanges: Sendable {
    /// The id of each version by its number.
    private var versions: [Int: String] = [:]
    /// The id of each deployment by its place in the history.
    private var deployments: [Int: String] = [:]
    /// What contradicted an earlier acknowledgement.
    private var contradictions: [String] = []

    var numbers: [Int] { versions.keys.sorted() }
    var deploymentCount: Int { deployments.count }

    mutating func note(_ upload: WireUploadResult) {
        let version = upload.version
        if let known = versions.updateValue(version.id, forKey: version.number), known != version.id {
            contradictions.append("version \(version.number) was \(known), then \(version.id)")
        }
        if let deployment = upload.deployment { note(deployment) }
    }

    mutating func note(_ deployment: WireDeployment) {
        if let known = deployments.updateValue(deployment.id, forKey: deployment.sequence), known != deployment.id {
            contradictions.append("deployment \(deployment.sequence) was \(known), then \(deployment.id)")
        }
    }

    /// Returns what is not there any more, or is something else.
    func lost(from versions: [WireVersion], _ deployments: [WireDeployment]) -> [String] {
        let stored = Dictionary(versions.map { ($0.number, $0.id) }) { first, _ in first }
        let history = Dictionary(deployments.map { ($0.sequence, $0.id) }) { first, _ in first }
        let lostVersions = self.versions.filter { stored[$0.key] != $0.value }.map { "version \($0.key) \($0.value)" }
        let lostDeployments = self.deployments.filter { history[$0.key] != $0.value }
            .map { "deployment \($0.key) \($0.value)" }
        return contradictions + lostVersions.sorted() + lostDeployments.sorted()
    }
}
