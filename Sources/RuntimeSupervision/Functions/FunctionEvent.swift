/// What an instance of a function tells while it lives.
public enum FunctionEvent: Sendable, Hashable {
    /// A line that the function printed or logged; `requestID` is nil outside of requests, and where it is not known.
    case log(line: String, requestID: String?, isError: Bool)
    /// Its process has ended; nothing comes after it.
    case ended(ProcessEnding)
}
