public import FoundationEssentials
public import ReleaseModel

/// Everything that an engine needs to become an instance: the code itself, and what it is told about its version.
public struct LaunchSpecification: Sendable {
    public let workloadName: String
    public let versionID: Version.ID
    public let versionNumber: Int
    public let tag: String?
    public let createdAt: Date
    public let component: Component
    /// The module that the engine starts with.
    let main: String
    /// The bytes of each module of the component, in the order of its modules.
    public let contents: [[UInt8]]
    /// The texts of the component's secrets, by the names of their bindings.
    public let secrets: [String: String]

    /// The most bytes that the modules of one component may have together.
    public static let maximumContentSize = 128 * 1024 * 1024

    /// Why content cannot be launched.
    public enum Invalid: Error, Sendable, Hashable {
        case contentMissing(module: String)
        /// The component is nothing but static files.
        case codeMissing
        case contentTooLarge(size: Int, limit: Int)
        case secretMissing(binding: String)
    }

    /// Takes the modules' bytes by their digests, and the texts of secrets by the names of their bindings; throws when
    /// one is missing or the modules are too large.
    public init(
        workloadName: String,
        versionID: Version.ID,
        versionNumber: Int,
        tag: String? = nil,
        createdAt: Date,
        component: Component,
        blobs: [Digest: [UInt8]],
        secrets: [String: String] = [:]
    ) throws(Invalid) {
        guard let main = component.main else { throw .codeMissing }
        var contents: [[UInt8]] = []
        for module in component.modules {
            guard let bytes = blobs[module.digest] else { throw .contentMissing(module: module.name) }
            contents.append(bytes)
        }
        let size = contents.reduce(0) { $0 + $1.count }
        guard size <= Self.maximumContentSize else {
            throw .contentTooLarge(size: size, limit: Self.maximumContentSize)
        }
        for binding in component.bindings {
            guard case .secret = binding.value, secrets[binding.name] == nil else { continue }
            throw .secretMissing(binding: binding.name)
        }
        self.workloadName = workloadName
        self.versionID = versionID
        self.versionNumber = versionNumber
        self.tag = tag
        self.createdAt = createdAt
        self.component = component
        self.main = main
        self.contents = contents
        self.secrets = secrets
    }
}
