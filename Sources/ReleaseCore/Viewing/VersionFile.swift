public import ReleaseModel

/// One file of a version: a module of its code, or a static file.
public struct VersionFile: Sendable, Hashable {
    /// The name of a module, or the path of a static file, which begins with a slash.
    public let name: String
    public let digest: Digest
    /// In bytes.
    public let size: Int
    public let kind: Kind

    public enum Kind: Sendable, Hashable {
        case module(ModuleType)
        /// With the content type that its upload stated.
        case asset(contentType: String?)
    }

    init(_ module: Module) {
        self.init(name: module.name, digest: module.digest, size: module.size, kind: .module(module.type))
    }

    init(_ file: AssetBundle.File) {
        let kind = Kind.asset(contentType: file.contentType)
        self.init(name: file.path, digest: file.digest, size: file.size, kind: kind)
    }

    private init(name: String, digest: Digest, size: Int, kind: Kind) {
        self.name = name
        self.digest = digest
        self.size = size
        self.kind = kind
    }

    /// Returns the files of a component by name; none of its modules has a name that is the path of a static file.
    static func all(of component: Component?) -> [String: VersionFile] {
        guard let component else { return [:] }
        let files = component.modules.map(VersionFile.init) + (component.assets?.files ?? []).map(VersionFile.init)
        return Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    }
}
