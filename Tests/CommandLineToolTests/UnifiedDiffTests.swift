import Testing

@testable import CommandLineTool

@Suite("A diff shows what differs, the way diff -u does")
struct UnifiedDiffTests {
    private func diff(_ old: String, _ new: String) -> [String] {
        UnifiedDiff(TextLines.of(old), TextLines.of(new)).hunks.flatMap(\.lines).map(\.plain)
    }

    private func numbers(_ range: ClosedRange<Int>, replacing changes: [Int: String] = [:]) -> String {
        range.map { (changes[$0] ?? "\($0)") + "\n" }.joined()
    }

    @Test(
        arguments: [
            ("a\nb\nc\n", "a\nx\nc\n", ["@@ -1,3 +1,3 @@", " a", "-b", "+x", " c"]),
            ("", "a\n", ["@@ -0,0 +1 @@", "+a"]),
            ("a\n", "", ["@@ -1 +0,0 @@", "-a"]),
            ("a\n", "a", ["@@ -1 +1 @@", "-a", "+a", "\\ No newline at end of file"]),
            ("a\n", "a\r\n", ["@@ -1 +1 @@", "-a", "+a\\r"]),
            ("a\nb\n", "b\n", ["@@ -1,2 +1 @@", "-a", " b"]),
            ("same\n", "same\n", []),
            ("", "", []),
        ] as [(String, String, [String])]
    )
    func small(old: String, new: String, lines: [String]) {
        #expect(diff(old, new) == lines)
    }

    @Test("changes far apart have hunks of their own, near ones share one")
    func hunks() {
        let far = diff(numbers(1...20), numbers(1...20, replacing: [2: "x", 18: "y"]))
        #expect(far.filter { $0.hasPrefix("@@") } == ["@@ -1,5 +1,5 @@", "@@ -15,6 +15,6 @@"])
        let near = diff(numbers(1...20), numbers(1...20, replacing: [5: "x", 11: "y"]))
        #expect(near.filter { $0.hasPrefix("@@") } == ["@@ -2,13 +2,13 @@"])
    }

    @Test("kept and removed lines are the old text, kept and added ones the new", arguments: 0..<200)
    func reconstructs(seed: UInt64) {
        var random = SplitMix(state: seed)
        let text = { (count: Int) in (0..<count).map { _ in "\(random.next() % 4)\n" } }
        let (old, new) = (text(Int(seed % 6)), text(Int(seed / 6 % 6)))
        let hunks = UnifiedDiff(TextLines.of(old.joined()), TextLines.of(new.joined())).hunks
        guard old != new else {
            #expect(hunks.isEmpty)
            return
        }
        // Six lines at the most: the context reaches around any change, so one hunk may still leave out equal ends.
        let lines = hunks.flatMap(\.content)
        let before = lines.filter { $0.countsInOld == 1 }.map(Self.text)
        let after = lines.filter { $0.countsInNew == 1 }.map(Self.text)
        let head = hunks.first?.oldStart ?? 0
        #expect(Array(old[head...].prefix(before.count)) == before)
        #expect(Array(new[head...].prefix(after.count)) == after)
        #expect(old.count - before.count == new.count - after.count)
    }

    @Test("beyond the limit the middle is one replacement")
    func limit() {
        let count = UnifiedDiff.maximumCompared
        let old = numbers(1...count)
        let new = (1...count).map { "x\($0)\n" }.joined()
        #expect(diff("same\n" + old, "same\n" + new).count == 2 + 2 * count)
    }

    @Test("binary and large files are named, not shown")
    func notText() {
        let binary = FileDiff(name: "a.wasm", old: .absent, new: .bytes([0, 1, 2]))
        #expect(binary.lines().map(\.plain) == ["--- /dev/null", "+++ b/a.wasm", "binary, 3 B"])
        let invalid = FileDiff(name: "a", old: .bytes([0xFF]), new: .absent)
        #expect(invalid.lines().map(\.plain) == ["--- a/a", "+++ /dev/null", "binary, 1 B"])
        let large = FileDiff(name: "a", old: .tooLarge(3 << 20), new: .bytes([]))
        #expect(large.lines().last?.plain == "too large to compare by lines: 3 MiB, the limit is 1 MiB")
    }

    private static func text(_ line: DiffLine) -> String {
        switch line {
        case .kept(let text), .removed(let text), .added(let text): String(text)
        }
    }
}

/// A small generator with a seed (Steele, Lea and Flood, 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
