/// Where a function's code is.
public enum FunctionCode: Sendable, Hashable {
    /// A folder that has to be packed, by its absolute path.
    case folder(String)
    /// A file that is a package already, by its absolute path.
    case package(String)
    /// An object in the vendor's storage.
    case object(bucket: String, key: String)
    /// A container's image, which needs no code.
    case image
}
