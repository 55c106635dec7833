/// What leads to a function besides calls by its name.
public struct TriggerSettings: Sendable, Hashable {
    public let name: String
    /// The vendor's word, such as `http` or `timer`.
    public let type: String
    /// A version or an alias; `nil` for the head.
    public let qualifier: String?
    public let description: String?
    public let role: String?
    public let sourceARN: String?
    /// The type's own settings as compact JSON; `{}` where there are none.
    public let configuration: String
    public let place: SourcePlace
}
