import ReleaseModel
import Testing

@Suite("The hosts of a worker")
struct HostNameTests {
    private func worker(_ name: String) throws -> Workload.Name {
        try Workload.Name(name, kind: .worker)
    }

    @Test("are the worker, the version before the worker, and the alias before the worker")
    func labels() throws {
        let hello = try worker("hello")
        let version = try #require(Version.ID("0A1B2C3D-0000-4000-8000-000000000000"))
        #expect(HostName.label(of: hello) == "hello")
        #expect(HostName.label(of: version, worker: hello) == "0a1b2c3d-hello")
        #expect(HostName.label(of: try Alias.Name("staging"), worker: hello) == "staging-hello")
        #expect(HostName.label(of: .production, worker: hello) == "hello")
    }

    struct Reading: Sendable {
        let label: String
        let readings: [String]
    }

    @Test(
        "are read back in every way that a prefix and a worker can be told apart",
        arguments: [
            Reading(label: "hello", readings: []),
            Reading(label: "a-b", readings: ["a|b"]),
            Reading(label: "a-b-c", readings: ["a|b-c", "a-b|c"]),
            Reading(label: "deadbeef-my-app", readings: ["deadbeef|my-app", "deadbeef-my|app"]),
            Reading(label: "a--b", readings: ["a|-b", "a-|b"]),
            Reading(label: "-a", readings: []),
            Reading(label: "a-", readings: []),
            Reading(label: "-", readings: []),
            Reading(label: "", readings: []),
        ]
    )
    func readings(_ reading: Reading) {
        #expect(HostName.readings(of: reading.label).map { "\($0.prefix)|\($0.worker)" } == reading.readings)
    }

    @Test(
        "of any alias are among the readings of their label",
        arguments: ["a", "a-b", "x-1-y"],
        ["w", "b-c", "1-2-3"]
    )
    func readingsHoldTheirOrigin(alias: String, name: String) throws {
        let label = HostName.label(of: try Alias.Name(alias), worker: try worker(name))
        #expect(HostName.readings(of: label).contains { $0.prefix == alias && $0.worker == name })
    }

    @Test(
        "take eight lower-case hexadecimal digits for a version",
        arguments: [
            ("deadbeef", true), ("01234567", true), ("deadbee", false), ("deadbeef0", false), ("DEADBEEF", false),
        ]
    )
    func versionPrefix(text: String, isPrefix: Bool) {
        #expect(HostLabel.isVersionPrefix(text) == isPrefix)
    }
}
