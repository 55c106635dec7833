import ReleaseModel

/// Which type a file has: by the project's rules, the standard ones, then its ending.
struct ModuleTypes {
    /// The project's rules, then the standard rules whose kind these did not close.
    private let rules: [ModuleRule]

    init(_ own: [ModuleRule]) {
        let closed = Set(own.filter { !$0.fallsThrough }.map(\.kind))
        rules = own + ModuleRule.standard.filter { !closed.contains($0.kind) }
    }

    enum Answer: Hashable {
        case type(ModuleType)
        /// The reason, and what to do next.
        case refused(String, advice: String)
    }

    /// Whether a rule claims the file, so that it is uploaded even when nothing imports it.
    func claims(_ name: String) -> Bool {
        rules.contains { $0.matches(name) }
    }

    func type(of name: String) -> Answer {
        if let rule = rules.first(where: { $0.matches(name) }) { return type(of: name, by: rule.kind) }
        switch FilePath.fileExtension(of: name) {
        case "js", "mjs": return .type(.esm)
        case "ts", "mts": return .type(.typeScript)
        case "json": return .type(.json)
        case "jsx", "tsx":
            return .refused("\(name) holds JSX, which nothing compiles here", advice: Self.bundling)
        case "cjs", "cts":
            return .refused("\(name) is a CommonJS module, which workers cannot load", advice: Self.bundling)
        case let ending:
            let glob = ending.isEmpty ? FilePath.lastPart(of: name) : "**/*.\(ending)"
            return .refused(
                "no rule says what kind of module \(name) is",
                advice: "Add a rule, such as rules = [{ type = \"Text\", globs = [\"\(glob)\"] }]"
            )
        }
    }

    /// What to do about code that the engine cannot load as it is.
    static let bundling = """
        Bundle first, for example with \"esbuild --bundle --format=esm\" or \"wrangler deploy --dry-run --outdir dist\", \
        and point \"main\" at the result
        """

    private func type(of name: String, by kind: ModuleRule.Kind) -> Answer {
        switch kind {
        case .text: .type(.text)
        case .data: .type(.data)
        case .compiledWasm: .type(.wasm)
        case .esModule: .type(["ts", "mts"].contains(FilePath.fileExtension(of: name)) ? .typeScript : .esm)
        case .commonJS, .pythonModule, .pythonRequirement:
            .refused(
                "a rule makes \(name) a \(kind.rawValue) module, which no engine here loads",
                advice: "Change the rule, or bundle the code into an ES module"
            )
        }
    }
}
