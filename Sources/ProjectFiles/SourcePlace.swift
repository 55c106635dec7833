/// A place in a file of the project.
public struct SourcePlace: Sendable, Hashable {
    /// The path as it was reached; never resolved to another.
    public let file: String
    /// `nil` when the file as a whole is meant.
    public let position: TextPosition?

    public init(file: String, position: TextPosition? = nil) {
        self.file = file
        self.position = position
    }
}

extension SourcePlace: CustomStringConvertible {
    public var description: String {
        guard let position else { return file }
        return "\(file):\(position.line):\(position.column)"
    }
}
