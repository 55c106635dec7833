public import ReleaseModel

extension ReleasePlane {
    /// What every workload's access token begins with.
    public static let accessTokenPrefix = "sla_"

    /// Makes a workload's access token a new one, or takes it away; the one before ends at once.
    ///
    /// Whoever sends it to the traffic listener has what policies of ``AccessPolicy/token`` ask for, and nothing else: it
    /// opens no API. The store gets its hash alone.
    public func setAccessToken(
        _ secret: String?,
        of name: WorkloadName,
        record: Record
    ) async throws(ReleaseError) -> Receipt<Setting.Name> {
        let hash = secret.map { TokenSecret.hash(of: $0).hex } ?? ""
        return try await inTurn { () async throws(ReleaseError) in
            let workload = try await workload(name)
            return try await commit(
                [.settingChanged(workload.id, .accessToken, value: hash)],
                by: record.attribution,
                expecting: Expectations(unchangedSince: expectation(record.seen, of: workload)),
                answering: .accessToken
            )
        }
    }
}
