import NativeWire

/// What came of an upload, for programs: the server's answer, and what this tool did and noticed besides.
struct UploadReport: Encodable, Sendable {
    let version: WireVersion
    let unchanged: Bool
    let twin: Int?
    let deployment: WireDeployment?
    let commit: WireCommit
    /// The project's own first, then the server's.
    let warnings: [String]
    /// Where the worker answers; absent where it was not deployed or has no host of its own.
    let url: String?
    /// What a deployment changed of the triggers; absent where there was none, or where they failed.
    let triggers: TriggerDeployment.Outcome?
    /// Why the triggers failed; the upload and its deployment stand all the same.
    let problem: FailureReport.Document?

    init(
        _ result: WireUploadResult,
        warnings: [String],
        url: String?,
        triggers: TriggerDeployment.Outcome?,
        problem: FailureReport.Document? = nil
    ) {
        version = result.version
        unchanged = result.unchanged
        twin = result.twin
        deployment = result.deployment
        commit = result.commit
        self.warnings = warnings + result.warnings
        self.url = url
        self.triggers = triggers
        self.problem = problem
    }
}
