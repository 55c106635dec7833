import ReleaseCore
import ReleaseModel

extension Page {
    /// Makes a page of rows of which one more than the limit was asked for, to learn whether there are more.
    init(_ found: [Item], limit: Int, cursor: (Item) -> String) {
        let items = Array(found.prefix(limit))
        self.init(items: items, next: found.count > limit ? items.last.map(cursor) : nil)
    }
}

/// A place in the list of workloads, which is ordered by name and then kind; written `kind:name`.
struct WorkloadCursor {
    let name: String
    let kind: String

    init(_ workload: Workload) {
        name = workload.name.text
        kind = workload.kind.rawValue
    }

    /// Reads what ``text`` wrote; `nil` is the place before all.
    init(_ cursor: String?) throws(ReleaseError) {
        guard let cursor else {
            name = ""
            kind = ""
            return
        }
        let parts = cursor.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, Workload.Kind(rawValue: String(parts[0])) != nil else { throw .cursorInvalid(cursor) }
        kind = String(parts[0])
        name = String(parts[1])
    }

    var text: String { "\(kind):\(name)" }
}

/// A place in a list that is ordered by a number, newest first; written as that number.
enum DescendingCursor {
    /// Returns the number that the next items are below.
    static func bound(_ page: PageRequest) throws(ReleaseError) -> Int {
        guard let cursor = page.cursor else { return Int.max }
        guard let bound = Int(cursor), bound > 0 else { throw .cursorInvalid(cursor) }
        return bound
    }
}
