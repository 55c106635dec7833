/// Where one field line of a head lies.
public struct HeadField: Hashable, Sendable {
    /// A non-empty token, in the sender's case.
    public let name: ByteRange
    /// The value without blanks at its ends; may be empty.
    public let value: ByteRange
    public let kind: KnownField
}
