import NativeWire

/// Whether a deployment may end a gradual one that is in force.
///
/// The answer goes with the upload, and the server holds it against what is in force then.
struct SplitQuestion: Sendable {
    private let session: Session
    private let client: APIClient
    private let worker: String

    init(_ session: Session, of worker: String, by client: APIClient) {
        self.session = session
        self.client = client
        self.worker = worker
    }

    /// Returns what the upload says about it: nothing where no gradual deployment is in force.
    ///
    /// A person is asked; without one it is refused, `-y` or not, unless `--override-split` permits it.
    func permission() async throws(CommandFailure) -> String? {
        guard !session.arguments[UploadOption.overrideSplit] else { return WireUploadMetadata.anySplit }
        guard let (deployment, serving) = try await gradual() else { return nil }
        let versions = "versions \(serving.sorted().map(String.init).joined(separator: " and "))"
        let questions = Questions(session)
        guard questions.canAsk else {
            throw .refused(
                "split_in_force",
                "The \(versions) share the requests of \(worker), and a deployment would end that.",
                nextStep: "End it with \"sluice promote\" or \"sluice rollback\", or pass --override-split."
            )
        }
        try await questions.confirm("The \(versions) share the requests of \(worker, .strong). End that?")
        return deployment.id
    }

    /// The deployment of production, if several versions have a share in it, and their numbers.
    private func gradual() async throws(CommandFailure) -> (WireDeployment, serving: Set<Int>)? {
        let workload: WireWorkload
        do throws(CommandFailure) {
            workload = try await client.get(APIPath(NativeRoutes.workload, ["kind": "workers", "name": worker]))
        } catch {
            guard error.code == "workload_not_found" else { throw error }
            return nil
        }
        guard let deployment = workload.aliases.first(where: { $0.name == "production" })?.deployment else {
            return nil
        }
        let shares = deployment.shares + deployment.rules.flatMap(\.shares)
        let serving = Set(shares.filter { $0.percentage != "0" }.map(\.version))
        return serving.count > 1 ? (deployment, serving) : nil
    }
}
