import HTTPModel
import NativeAPI
import NativeWire
import Synchronization
import Testing

@Suite("The state of the server warns of what does not confine functions")
struct FunctionWarningTests {
    private static func warnings(_ functions: WireFunctionStatus?) async throws -> [String] {
        let found = Mutex<[String]>([])
        try await APIUnderTest.run(dataPlane: .example(functions: functions)) { server in
            let status = try await server.get("/api/v1/status").decode(WireStatus.self)
            found.withLock { $0 = status.warnings.filter { $0.hasPrefix("F") } }
        }
        return found.withLock(\.self)
    }

    @Test("a layer that is missing, why, and what follows")
    func layers() async throws {
        let warnings = try await Self.warnings(.example())
        #expect(warnings == ["Functions lack the sandbox layer memoryGroup (there are none): memory is not limited."])
    }

    @Test(
        "loudly, that there is no sandbox",
        arguments: [
            (.off, "FUNCTIONS RUN WITHOUT A SANDBOX, with the rights of this server"),
            (.refused, "FUNCTIONS DO NOT START, since they cannot be isolated"),
        ] as [(WireSandbox.State, String)]
    )
    func noSandbox(state: WireSandbox.State, words: String) async throws {
        let warnings = try await Self.warnings(.example(.example(state)))
        #expect(warnings.count == 1)
        #expect(warnings.first?.hasPrefix(words) == true)
        #expect(warnings.first?.contains("Missing: memoryGroup (there are none).") == true)
    }

    @Test("an engine that is not installed, and the grant of a network")
    func others() async throws {
        let warnings = try await Self.warnings(
            .example(nil, engine: .example(missing: "it is not installed"), grantsNetwork: true)
        )
        #expect(warnings.count == 2)
        #expect(warnings.first == "Functions of python3.10 do not start: it is not installed.")
        #expect(warnings.last?.contains("reach all that this server reaches") == true)
    }

    @Test("nothing where all is there")
    func nothing() async throws {
        let sandbox = WireSandbox(state: .enforced, active: ["bubblewrap"], missing: [])
        #expect(try await Self.warnings(.example(sandbox)).isEmpty)
    }
}
