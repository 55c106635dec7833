import NativeWire
import ReleaseModel
import StaticAssets

extension WireAssetRules {
    /// The most lines of `_headers` and `_redirects` that one refusal names.
    private static let maximumProblemsNamed = 10

    /// The rules in the words of the model; a line that would be ignored is refused.
    func rules() throws -> AssetRules {
        let rules = try AssetRules(
            htmlHandling: try choice(htmlHandling, "htmlHandling") ?? .autoTrailingSlash,
            notFoundHandling: try choice(notFoundHandling, "notFoundHandling") ?? .none,
            workerFirst: try workerFirst(),
            headers: headers,
            redirects: redirects
        )
        let problems = rules.problems
        guard problems.isEmpty else {
            throw Refusal(
                .assetsInvalid,
                "A line of _headers or _redirects would be ignored: \(problems[0]).",
                next: "Correct them, or leave them out.",
                candidates: problems.prefix(Self.maximumProblemsNamed).map(\.description)
            )
        }
        return rules
    }

    private func workerFirst() throws -> AssetRules.WorkerFirst {
        guard let workerFirstPaths, !workerFirstPaths.isEmpty else {
            return runWorkerFirst == true ? .always : .never
        }
        guard runWorkerFirst != true else {
            throw Refusal(
                .fieldInvalid,
                "The fields runWorkerFirst and workerFirstPaths contradict each other.",
                next: "Send one of them."
            )
        }
        return .paths(workerFirstPaths)
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String?,
        _ field: String
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue)
            throw Refusal(
                .fieldInvalid,
                "The field \(field) is \"\(text)\".",
                next: "Write one of: \(names.joined(separator: ", ")).",
                candidates: names
            )
        }
        return choice
    }
}
