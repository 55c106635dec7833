import HTTPModel

/// By what a list of workers is ordered; what is equal is ordered by name.
struct BetaOrder: Hashable {
    /// By name, as the store has them: only this order reads no more workers than it shows.
    static let standard = BetaOrder(key: "name", isDescending: false)
    private static let keys: Set = ["deployed_on", "updated_on", "created_on", "name"]

    private let key: String
    private let isDescending: Bool

    private init(key: String, isDescending: Bool) {
        self.key = key
        self.isDescending = isDescending
    }

    init(_ query: HTTPQuery) {
        key = query["order_by"].flatMap { Self.keys.contains($0) ? $0 : nil } ?? "name"
        isDescending = query["order"] == "desc"
    }

    func sorted(_ items: [JSONValue]) -> [JSONValue] {
        func rank(_ item: JSONValue) -> (String, String) {
            (item[key]?.string ?? "", item["name"]?.string ?? "")
        }
        let ascending = items.sorted { rank($0) < rank($1) }
        return isDescending ? ascending.reversed() : ascending
    }
}
