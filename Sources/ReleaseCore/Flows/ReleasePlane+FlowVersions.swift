public import ReleaseModel

extension VersionReference {
    /// Reads what people call a version of a flow: any name of a version, or else the version's own label.
    public init(ofFlow text: String) {
        self = VersionReference(text) ?? .tag(text)
    }
}

extension ReleasePlane {
    /// Returns a version of a flow by any of its names, its label among them, that still has its content.
    public func liveVersion(flow text: String, of workload: Workload) async throws(ReleaseError) -> Version {
        try await liveVersion(VersionReference(ofFlow: text), of: workload)
    }

    /// What the beginning of an identity may mean besides: labels of flows are mostly the first digits of a commit.
    func labelled(_ digits: String, of workload: Workload) async throws(ReleaseError) -> [Version] {
        guard workload.kind == .flow else { return [] }
        return try await store.versions(of: workload.id, matching: .tag(digits), limit: Self.maximumCandidates)
    }
}
