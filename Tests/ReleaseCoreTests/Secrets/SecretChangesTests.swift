import ReleaseModel
import Testing

@testable import ReleaseCore

@Suite("What a deployment changes of secrets is told")
struct SecretChangesTests {
    private static let before = [
        "same": Digest(sha256: [1]), "other": Digest(sha256: [2]), "gone": Digest(sha256: [3]),
    ]
    private static let after = ["same": Digest(sha256: [1]), "other": Digest(sha256: [4]), "new": Digest(sha256: [3])]

    @Test("by what is another text, what came and what went")
    func kinds() {
        let changes = SecretChanges(from: Self.before, to: Self.after)
        #expect(changes.changed == ["other"] && changes.added == ["new"] && changes.removed == ["gone"])
        #expect(changes.names == ["other", "new", "gone"] && !changes.isEmpty)
        #expect(SecretChanges(from: Self.before, to: Self.before).isEmpty)
        for alone in [SecretChanges(from: [:], to: Self.after), SecretChanges(from: Self.after, to: [:])] {
            #expect(!alone.isEmpty && alone.names == ["same", "other", "new"])
        }
    }

    @Test("but for what somebody changed knowingly")
    func known() {
        let changes = SecretChanges(from: Self.before, to: Self.after)
        for name in changes.names { #expect(changes.subtracting([name]).names == changes.names.subtracting([name])) }
        #expect(changes.subtracting(changes.names).isEmpty)
    }

    @Test("of all together")
    func union() {
        var changes = SecretChanges(from: Self.before, to: Self.after)
        changes.formUnion(SecretChanges(from: ["x": Digest(sha256: [1])], to: ["y": Digest(sha256: [1])]))
        #expect(changes.added == ["new", "y"] && changes.removed == ["gone", "x"] && changes.changed == ["other"])
    }
}
