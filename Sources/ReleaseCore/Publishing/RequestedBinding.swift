public import ReleaseModel

/// A binding as an upload asks for it.
public struct RequestedBinding: Sendable, Hashable {
    public let name: String
    public let value: Value

    public enum Value: Sendable, Hashable {
        case value(Binding.Value)
        /// The text of a secret, which nobody has sealed yet.
        case secretText(String)
    }

    public init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}
