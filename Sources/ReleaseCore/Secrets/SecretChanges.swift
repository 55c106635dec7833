import ReleaseModel

/// The names of secrets that are not as they were in what served before; their texts are told apart by fingerprints.
public struct SecretChanges: Sendable, Hashable {
    /// They have another text.
    public private(set) var changed: Set<String> = []
    /// They are there again, or for the first time.
    public private(set) var added: Set<String> = []
    /// They are not there any more.
    public private(set) var removed: Set<String> = []

    public init() {}

    init(from before: [String: Digest], to after: [String: Digest]) {
        added = Set(after.keys).subtracting(before.keys)
        removed = Set(before.keys).subtracting(after.keys)
        changed = Set(after.keys.filter { before[$0] != nil && before[$0] != after[$0] })
    }

    public var isEmpty: Bool { changed.isEmpty && added.isEmpty && removed.isEmpty }

    /// Every name, each once.
    public var names: Set<String> { changed.union(added).union(removed) }

    /// Without names that somebody changed knowingly.
    public func subtracting(_ known: Set<String>) -> SecretChanges {
        var rest = self
        rest.changed.subtract(known)
        rest.added.subtract(known)
        rest.removed.subtract(known)
        return rest
    }

    mutating func formUnion(_ other: SecretChanges) {
        changed.formUnion(other.changed)
        added.formUnion(other.added)
        removed.formUnion(other.removed)
    }
}
