import HTTPModel
import NativeWire

/// Reads a list of Function Compute's API, page by page.
struct FunctionPages: Sendable {
    let client: FunctionComputeClient
    let path: APIPath
    /// The member of a page that holds its items.
    let member: String
    var query: [(String, String?)] = []

    private static let maximumPages = 10_000
    /// How many are read unless the command line says otherwise.
    private static let standardLimit = 10

    /// Reads the page that the arguments ask for, or with `--all` one after the other.
    func read(_ arguments: Arguments) async throws(CommandFailure) -> WireList<JSONValue> {
        let cursor = arguments[ListOption.cursor]
        if arguments[ListOption.all] { return try await all(from: cursor) }
        return try await page(limit: arguments[ListOption.limit, default: Self.standardLimit], cursor: cursor)
    }

    /// Reads everything there is, up to ``ListOption/maximumItems``.
    func all(from start: String? = nil) async throws(CommandFailure) -> WireList<JSONValue> {
        var items: [JSONValue] = []
        var cursor = start
        for _ in 0..<Self.maximumPages {
            let page = try await page(limit: ListOption.maximumPage, cursor: cursor)
            items += page.items
            let isStuck = page.cursor == cursor
            cursor = isStuck ? nil : page.cursor
            if cursor == nil || items.count >= ListOption.maximumItems { break }
        }
        return WireList(items: items, cursor: cursor)
    }

    private func page(limit: Int, cursor: String?) async throws(CommandFailure) -> WireList<JSONValue> {
        let page = try await client.get(path, query: query + [("limit", String(limit)), ("nextToken", cursor)])
        return WireList(items: page[member]?.array ?? [], cursor: page["nextToken"]?.string)
    }
}

extension Session {
    /// Reads what the arguments ask for of a list, and shows it.
    func showFunctions(
        _ pages: FunctionPages,
        empty: TerminalText,
        _ text: ([JSONValue]) -> [TerminalText]
    ) async throws(CommandFailure) -> ExitCode {
        let list = try await progress.during("reading") { () async throws(CommandFailure) in
            try await pages.read(arguments)
        }
        try show(list) { list.items.isEmpty ? [empty] : text(list.items) }
        if let cursor = list.cursor, !wantsJSON {
            console.note("\("more:", .faint) --cursor \(cursor), or --all")
        }
        return .success
    }
}
