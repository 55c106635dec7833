/// How an engine reads a module.
public enum ModuleType: String, Sendable, Hashable, CaseIterable {
    case esm
    case typeScript = "typescript"
    /// Code that is no module: it registers its handlers by `addEventListener`.
    case classic
    case text, data, json, wasm

    /// The media type under which a module of this type is uploaded.
    public var mediaType: String {
        switch self {
        case .esm: "application/javascript+module"
        case .typeScript: "application/typescript+module"
        case .classic: "application/javascript"
        case .text: "text/plain"
        case .data: "application/octet-stream"
        case .json: "application/json"
        case .wasm: "application/wasm"
        }
    }

    public init?(mediaType: String) {
        guard let type = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = type
    }
}
