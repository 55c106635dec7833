import FoundationEssentials
import ReleaseModel
import SQLiteAccess
import TestSurroundings
import Testing

@testable import FunctionPlane

@Suite("A check of accepted calls", .timeLimit(.minutes(1)))
struct InvocationCheckTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/functions.db" }
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("counts them and finds nothing wrong, also while they are made")
    func whole() async throws {
        try await withCalls { store in
            _ = try await store.claim(upTo: 1, at: start)
            let check = try await InvocationCheck.run(path)
            #expect(check.calls == 2 && check.findings.problems == [])
        }
    }

    @Test(
        "finds what breaks the rules",
        arguments: [
            (
                "UPDATE invocation SET workload = x'00' WHERE number = 1", FileFindings.Code.rowUnreadable,
                "invocation 1"
            ),
            ("UPDATE invocation SET status = 9 WHERE number = 2", .rowUnreadable, "invocation 2"),
            ("UPDATE invocation SET status = 3 WHERE number = 2", .rowUnreadable, "invocation 2"),
            ("UPDATE invocation SET size = 1 WHERE number = 2", .rowUnreadable, "invocation 2"),
            ("UPDATE invocation_event SET status = 9", .rowUnreadable, "invocation_event 1"),
            ("UPDATE invocation_event SET invocation = 7", .referenceBroken, "invocation_event"),
            ("UPDATE timer SET trigger = x'01'", .rowUnreadable, "timer 01"),
        ]
    )
    func damaged(script: String, code: FileFindings.Code, subject: String) async throws {
        try await withCalls { _ in
            try Connection.open(path, access: .readWrite).execute("PRAGMA foreign_keys = OFF; \(script)")
            let problems = try await InvocationCheck.run(path).findings.problems
            #expect(problems.map(\.code) == [code])
            #expect(problems.first?.subject.hasPrefix(subject) == true, "\(problems)")
        }
    }

    @Test("knows all tables of the file by name, as a backup does")
    func tables() async throws {
        try await withCalls { _ in
            let names = InvocationStore.tables.map { "'\($0)'" }.joined(separator: ", ")
            let others = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT IN (\(names))"
            let count = try Connection.open(path, access: .readOnly).integer(others)
            #expect(count == 0)
        }
    }

    /// Runs the body with two calls that wait, the first of which has a name, and a timer.
    private func withCalls(_ body: (InvocationStore) async throws -> Void) async throws {
        let store = try await InvocationStore.open(path)
        var named = QueuedCall.example("1", at: start)
        named.invocationID = "job"
        try await store.add([named, .example("2", at: start)], firing: (.init(UUID()), at: start))
        try await body(store)
        await store.close()
    }
}
