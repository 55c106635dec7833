import NativeWire

/// The deployment that a command is about: by its id, or by the number that lists show.
struct DeploymentSelection: Sendable {
    /// The longest number; longer digit strings begin an id, as those of versions do.
    static let maximumNumberDigits = 7

    let client: APIClient
    let worker: WorkerSelection
    /// Whose history counts the numbers; `nil` for production.
    let alias: String?

    /// Returns what the server finds the deployment by: for a number the id, else the word itself.
    func id(of word: String) async throws(CommandFailure) -> String {
        guard let number = Self.number(word) else { return word }
        var cursor: String?
        repeat {
            let page: WireList<WireDeployment> = try await client.get(
                worker.path(NativeRoutes.deployments),
                query: [("alias", alias), ("limit", String(ListOption.maximumPage)), ("cursor", cursor)]
            )
            if let found = page.items.first(where: { $0.sequence == number }) { return found.id }
            // Newest first: what is older than the number cannot hold it.
            guard page.items.allSatisfy({ $0.sequence > number }), page.cursor != cursor else { break }
            cursor = page.cursor
        } while cursor != nil
        throw .refused(
            "deployment_not_found",
            "The history of \(alias ?? "production") of \(worker.name) has no deployment \(number).",
            nextStep: "See it: sluice deployments list --name \(worker.name)\(alias.map { " --alias \($0)" } ?? "")."
        )
    }

    private static func number(_ word: String) -> Int? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (1...maximumNumberDigits).contains(word.utf8.count), word.utf8.allSatisfy(digits.contains) else {
            return nil
        }
        return Int(word)
    }
}
