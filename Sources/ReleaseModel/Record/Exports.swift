/// What code was found to offer when it was started once at upload.
public struct Exports: Sendable, Hashable {
    /// The handlers of its default export, such as `fetch` and `scheduled`.
    public let handlers: [String]
    /// Its other exported classes and functions, sorted.
    public let entrypoints: [String]
    /// How long it took to load, in milliseconds.
    public let loadMilliseconds: Int

    public init(handlers: [String], entrypoints: [String] = [], loadMilliseconds: Int = 0) {
        self.handlers = handlers
        self.entrypoints = entrypoints
        self.loadMilliseconds = loadMilliseconds
    }

    /// Whether it offers nothing that could be called.
    public var isEmpty: Bool { handlers.isEmpty && entrypoints.isEmpty }
}
