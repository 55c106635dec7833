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
        var items: [Item] = []
        var cursor = arguments[ListOption.cursor]
        repeat {
            let page = try await page(limit: ListOption.maximumPage, cursor: cursor)
            items += page.items
            cursor = page.items.isEmpty ? nil : page.cursor
        } while cursor != nil && items.count < ListOption.maximumItems
        return WireList(items: items, cursor: cursor)
    }

    private func page(limit: Int?, cursor: String?) async throws(CommandFailure) -> WireList<Item> {
        try await client.get(path, query: query + [("limit", limit.map(String.init)), ("cursor", cursor)])
    }
}
