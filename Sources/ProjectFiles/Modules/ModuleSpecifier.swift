/// What kind of thing an import names.
enum ModuleSpecifier: Hashable {
    /// `./x` or `../x`.
    case relative
    /// A module of Node's that the engine offers.
    case node
    /// A module that the engine itself offers, or one that the specifier carries within it.
    case builtIn
    /// Code elsewhere: `https:`, `npm:`, `/absolute` and the like.
    case elsewhere
    /// A package's name.
    case package

    init(_ text: String) {
        if text.hasPrefix("./") || text.hasPrefix("../") || text == "." || text == ".." {
            self = .relative
        } else if text.hasPrefix("node:") {
            self = .node
        } else if text.hasPrefix("cloudflare:") || text.hasPrefix("data:") {
            self = .builtIn
        } else {
            self = text.hasPrefix("/") || text.contains(":") ? .elsewhere : .package
        }
    }

    /// Modules of Node's that older code names without `node:`.
    static let nodeModules: Set<String> = [
        "assert", "async_hooks", "buffer", "console", "crypto", "diagnostics_channel", "dns", "events", "fs", "http",
        "https", "module", "net", "os", "path", "perf_hooks", "process", "punycode", "querystring", "stream",
        "string_decoder", "timers", "tls", "tty", "url", "util", "vm", "worker_threads", "zlib",
    ]
}
