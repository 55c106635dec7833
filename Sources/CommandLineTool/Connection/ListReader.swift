import NativeWire

/// Reads a paged list.
struct ListReader<Item: Codable & Sendable>: Sendable {
    let client: APIClient
    let path: APIPath
    let query: [(String, String?)]

    /// Reads the page that the arguments ask for, or with `--all` one after the other up to
    /// ``ListOption/maximumItems``.
    func read(_ arguments: Arguments) async throws(CommandFailure) -> WireList<Item> {
        guard arguments[ListOption.all] else {
            return try await page(limit: arguments[ListOption.limit], cursor: arguments[ListOption.cursor])
        }
        return try await all(from: arguments[ListOption.cursor])
    }

    /// Reads one page after the other, up to a number of items.
    ///
    /// A page may be empty although there is a next one; the pages are bounded, too, by ``maximumPages``.
    func all(
        from start: String? = nil,
        pageSize: Int = ListOption.maximumPage,
        upTo limit: Int = ListOption.maximumItems
    ) async throws(CommandFailure) -> WireList<Item> {
        var items: [Item] = []
        var cursor = start
        for _ in 0..<Self.maximumPages {
            let page = try await page(limit: min(pageSize, limit - items.count), cursor: cursor)
            items += page.items
            let isStuck = page.cursor == cursor
            cursor = isStuck ? nil : page.cursor
            if cursor == nil || items.count >= limit { break }
        }
        return WireList(items: items, cursor: cursor)
    }

    private static var maximumPages: Int { 10_000 }

    private func page(limit: Int?, cursor: String?) async throws(CommandFailure) -> WireList<Item> {
        try await client.get(path, query: query + [("limit", limit.map(String.init)), ("cursor", cursor)])
    }
}
