/// What an engine says about one call of a binding.
enum BindingCallMessage: Hashable, Sendable {
    case begin(BindingCallDescription)
    case body([UInt8])
    case bodyEnd
    /// Nobody waits for the answer any more.
    case cancel
    /// That many bytes of the answer's body were read.
    case credit(Int)
}
