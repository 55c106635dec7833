import HTTPModel
import NativeWire
import Testing

@Suite("No URL is shown where nothing answers", .timeLimit(.minutes(1)))
struct HostURLTests {
    @Test("a worker whose host is off has none, nor has its production alias")
    func hostOff() async throws {
        try await APIUnderTest.run { server in
            _ = try await server.upload()
            let worker: HTTPTarget = "/api/v1/workers/hello"
            let before = try await server.get(worker).decode(WireWorkload.self)
            #expect(before.url != nil && before.aliases.first?.url == before.url)
            let off = try await server.change(.put, "/api/v1/workers/hello/settings/host", #"{"value":"off"}"#)
            #expect(off.status == 200)
            let after = try await server.get(worker).decode(WireWorkload.self)
            #expect(after.url == nil && after.aliases.map(\.url) == [nil])
        }
    }
}
