import HTTPModel

/// Which part of a list is asked for, by number.
///
/// Clients read until a page is empty, so what is behind the end must be.
struct ListPage: Sendable, Hashable {
    static let maximumSize = 1_000

    /// Counts from 1; clients that count from 0 mean the first.
    let number: Int
    let size: Int

    init(_ query: HTTPQuery, standardSize: Int, maximumSize: Int = ListPage.maximumSize) {
        number = max(1, query["page"].flatMap { Int($0) } ?? 1)
        size = min(max(1, query["per_page"].flatMap { Int($0) } ?? standardSize), maximumSize)
    }

    /// How many items are passed over; saturates, so that no number is too large.
    var offset: Int {
        let (offset, overflows) = (number - 1).multipliedReportingOverflow(by: size)
        return overflows ? Int.max : offset
    }

    func of<Item>(_ items: [Item]) -> [Item] {
        Array(items.dropFirst(offset).prefix(size))
    }

    func info(count: Int, total: Int) -> JSONValue {
        [
            "page": JSONValue(number), "per_page": JSONValue(size), "count": JSONValue(count),
            "total_count": JSONValue(total), "total_pages": JSONValue((total + size - 1) / size),
        ]
    }
}
