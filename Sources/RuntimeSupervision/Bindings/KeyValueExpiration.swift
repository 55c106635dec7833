/// When an entry of a namespace ceases to be, as the worker says it.
public enum KeyValueExpiration: Sendable, Hashable {
    case at(secondsSince1970: Int)
    case after(seconds: Int)
}
