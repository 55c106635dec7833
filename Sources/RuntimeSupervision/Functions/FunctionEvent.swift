/// What an instance of a function tells while it lives.
public enum FunctionEvent: Sendable, Hashable {
    /// A line that the function printed or logged; `requestID` is nil outside of requests, and where it is not known.
    case log(line: String, requestID: String?, isError: Bool)
    /// What it said before ``FunctionInstance/flush()`` was called, which returned this number, has been told.
    case flushed(UInt32)
    /// Its process has ended; nothing comes after it.
    case ended(ProcessEnding)
}
