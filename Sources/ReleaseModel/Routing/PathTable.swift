/// Path patterns in order, so that the most specific one that matches is found in logarithmic time.
///
/// The bytes of all patterns lie in one array, and a lookup allocates nothing. Each node knows the longest other
/// pattern that is a prefix of its own: from the last node that is not greater than a path, the way up these links
/// passes every pattern that begins the path, longest first.
public struct PathTable: Sendable {
    private struct Node {
        let start: Int
        let count: Int
        /// What is found for the path itself; -1 for nothing.
        var exact: Int
        /// What is found for paths that begin with it; -1 for nothing.
        var prefix: Int
        /// The node of the longest proper prefix that has a ``prefix``; -1 for none.
        var parent: Int
    }

    private static let nothing = -1
    private var nodes: [Node] = []
    private var bytes: [UInt8] = []

    /// Of equal patterns the first counts; lookups answer with the pattern's place in the list.
    public init(_ patterns: [PathPattern]) {
        let sorted = patterns.enumerated().sorted { left, right in
            left.element.literal == right.element.literal
                ? left.offset < right.offset
                : left.element.literal.utf8.lexicographicallyPrecedes(right.element.literal.utf8)
        }
        var last: String?
        for (place, pattern) in sorted {
            if pattern.literal != last { append(pattern.literal) }
            last = pattern.literal
            let index = nodes.count - 1
            if pattern.isPrefix {
                if nodes[index].prefix == Self.nothing { nodes[index].prefix = place }
            } else if nodes[index].exact == Self.nothing {
                nodes[index].exact = place
            }
        }
        link()
    }

    /// Returns the place of the most specific pattern that matches: the path itself, then the longest beginning.
    public func place(of path: Span<UInt8>) -> Int? {
        guard let (index, common) = lastNode(notAfter: path) else { return nil }
        let node = nodes[index]
        if common == path.count, common == node.count, node.exact != Self.nothing { return node.exact }
        var candidate = index
        while candidate != Self.nothing {
            let node = nodes[candidate]
            if node.prefix != Self.nothing, node.count <= common { return node.prefix }
            candidate = node.parent
        }
        return nil
    }

    private mutating func append(_ literal: String) {
        let start = bytes.count
        bytes += literal.utf8
        nodes.append(
            Node(
                start: start,
                count: bytes.count - start,
                exact: Self.nothing,
                prefix: Self.nothing,
                parent: Self.nothing
            )
        )
    }

    /// Finds each node's parent with a stack of the nodes that begin the one in hand.
    private mutating func link() {
        var open: [Int] = []
        for index in nodes.indices {
            while let top = open.last, !begins(top, index) { open.removeLast() }
            nodes[index].parent = open.last ?? Self.nothing
            if nodes[index].prefix != Self.nothing { open.append(index) }
        }
    }

    private func begins(_ shorter: Int, _ longer: Int) -> Bool {
        let (one, other) = (nodes[shorter], nodes[longer])
        return bytes[other.start..<other.start + other.count].starts(with: bytes[one.start..<one.start + one.count])
    }

    /// Returns the last node that does not come after the path, and how many bytes both begin with.
    private func lastNode(notAfter path: Span<UInt8>) -> (index: Int, common: Int)? {
        var (low, high) = (0, nodes.count)
        var found: (index: Int, common: Int)?
        while low < high {
            let middle = (low + high) / 2
            let common = commonCount(nodes[middle], path)
            if isAfter(nodes[middle], path, common: common) {
                high = middle
            } else {
                found = (middle, common)
                low = middle + 1
            }
        }
        return found
    }

    private func commonCount(_ node: Node, _ path: Span<UInt8>) -> Int {
        let limit = min(node.count, path.count)
        var count = 0
        while count < limit, bytes[node.start + count] == path[count] { count += 1 }
        return count
    }

    private func isAfter(_ node: Node, _ path: Span<UInt8>, common: Int) -> Bool {
        if common == node.count { return false }
        return common == path.count || bytes[node.start + common] > path[common]
    }
}
