/// Whether a worker can be loaded at all, found out by loading it.
public enum LoadReport: Sendable, Hashable {
    case ready(Exports)
    case refused(LoadFailure)
    /// No engine could be had to try: this says nothing about the worker.
    case unavailable(InstanceFailure)

    /// What a worker offers.
    public struct Exports: Sendable, Hashable {
        /// The handlers of its default export: `fetch`, `scheduled`, …, in that order.
        public let handlers: [String]
        /// Its other exported classes and functions, sorted.
        public let entrypoints: [String]
        public let loadTime: Duration
    }
}

extension LoadReport.Exports {
    init(_ exports: HarnessMessage.Exports) {
        handlers = exports.handlers
        entrypoints = exports.entrypoints
        loadTime = .microseconds(Int64(exports.loadMs * 1_000))
    }
}
