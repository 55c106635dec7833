import ReleaseCore
import ReleaseModel
import Testing

@Suite("Settings of an upload", .timeLimit(.minutes(1)))
struct UploadSettingTests {
    private func upload(
        _ settings: [Setting.Name: String],
        initial: [Setting.Name: String] = [:],
        on bench: Bench
    ) async throws -> Receipt<Published> {
        let upload = Upload(
            workload: bench.name(),
            content: try await bench.content("one"),
            attribution: .example(),
            settings: settings,
            initialSettings: initial
        )
        return try await bench.plane.publish(upload, release: .later(creates: true))
    }

    private func values(_ bench: Bench) async throws -> [Setting.Name: String] {
        let settings = try await bench.plane.settings(of: bench.name())
        return Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.value) })
    }

    @Test("are in force with its version; those for a new workload only there, and less than the others")
    func together() async throws {
        try await Bench.run { bench in
            let initial: [Setting.Name: String] = [.host: "off", .previews: "off"]
            let first = try await upload([.previews: "on"], initial: initial, on: bench)
            var found = try await values(bench)
            #expect(found[.host] == "off" && found[.previews] == "on")
            #expect(
                try await bench.plane.settings(of: bench.name()).first { $0.name == .host }?.revision == first.revision
            )
            _ = try await bench.plane.set([.host: "on"], of: bench.name(), record: .example())
            let second = try await upload([.previews: "off"], initial: initial, on: bench)
            found = try await values(bench)
            #expect(found[.host] == "on" && found[.previews] == "off")
            #expect(second.value.version.number == 2)
        }
    }

    @Test("are refused with it where they are none")
    func refused() async throws {
        try await Bench.run { bench in
            for isInitial in [false, true] {
                let wrong: [Setting.Name: String] = [.host: "?"]
                try await bench.refuses("settingInvalid") {
                    _ = try await upload(isInitial ? [:] : wrong, initial: isInitial ? wrong : [:], on: bench)
                }
            }
        }
    }
}
