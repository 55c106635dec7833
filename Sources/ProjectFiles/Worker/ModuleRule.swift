/// Which files are modules of which kind.
public struct ModuleRule: Sendable, Hashable {
    public let kind: Kind
    /// Patterns of paths below the base folder; see ``matches(_:)``.
    public let globs: [String]
    /// Whether later rules of the same kind still count.
    public let fallsThrough: Bool

    private let patterns: [Glob]

    public init(_ kind: Kind, _ globs: [String], fallsThrough: Bool = false) {
        self.kind = kind
        self.globs = globs
        self.fallsThrough = fallsThrough
        patterns = globs.map(Glob.init)
    }

    /// Wrangler's names.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case esModule = "ESModule"
        case commonJS = "CommonJS"
        case compiledWasm = "CompiledWasm"
        case text = "Text"
        case data = "Data"
        case pythonModule = "PythonModule"
        case pythonRequirement = "PythonRequirement"
    }

    /// Whether a path matches: `*` within one part, `**` across folders, and without a slash in any folder.
    public func matches(_ path: String) -> Bool {
        patterns.contains { $0.matches(path) }
    }

    /// The rules that every project has after its own.
    ///
    /// Source: wrangler's `DEFAULT_MODULE_RULES`.
    static let standard = [
        ModuleRule(.text, ["**/*.txt", "**/*.html", "**/*.sql"]),
        ModuleRule(.data, ["**/*.bin"]),
        ModuleRule(.compiledWasm, ["**/*.wasm"]),
    ]
}
