import HTTPModel
import ReleaseModel

extension JSONValue {
    /// The rules of static files as a version shows them.
    init(_ rules: AssetRules) {
        let workerFirst: JSONValue =
            switch rules.workerFirst {
            case .never: false
            case .always: true
            case .paths(let paths): JSONValue(paths)
            }
        self = [
            "serve_directly": .bool(rules.workerFirst != .always), "raw_run_worker_first": workerFirst,
            "html_handling": .string(rules.htmlHandling.rawValue),
            "not_found_handling": .string(rules.notFoundHandling.rawValue),
        ]
    }
}

extension AssetRules {
    /// Reads `metadata.assets.config`; what it leaves out is as usual.
    init(_ document: JSONValue) throws {
        try self.init(
            htmlHandling: Self.choice(document, "html_handling") ?? .autoTrailingSlash,
            notFoundHandling: Self.choice(document, "not_found_handling") ?? .none,
            workerFirst: Self.workerFirst(document),
            headers: document["_headers"]?.string,
            redirects: document["_redirects"]?.string
        )
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ document: JSONValue,
        _ key: String
    ) throws -> Choice? where Choice.RawValue == String {
        guard let value = document[key] else { return nil }
        guard let choice = value.string.flatMap(Choice.init) else {
            let names = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw CloudflareError.validation("assets.config.\(key) must be one of \(names); it is \(value.text).")
        }
        return choice
    }

    /// Older clients say the same by `serve_directly: false`.
    private static func workerFirst(_ document: JSONValue) throws -> WorkerFirst {
        guard let value = document["run_worker_first"] else {
            return document["serve_directly"]?.bool == false ? .always : .never
        }
        if let flag = value.bool { return flag ? .always : .never }
        guard let paths = value.array, paths.allSatisfy({ $0.string != nil }) else {
            throw CloudflareError.validation("assets.config.run_worker_first must be true, false or a list of paths.")
        }
        return paths.isEmpty ? .never : .paths(paths.compactMap(\.string))
    }
}
