public import ReleaseModel

/// One file of a worker, ready to be uploaded.
public struct ModuleFile: Sendable, Hashable {
    /// The path below the project's base folder; imports resolve against it.
    public let name: String
    public let type: ModuleType
    public let bytes: [UInt8]

    /// In bytes.
    public var size: Int { bytes.count }
}
