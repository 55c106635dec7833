import Glibc
import RuntimeSupervision
import Testing

@testable import ServerAssembly

@Suite("A supervised Prefect server is configured by Sluice alone")
struct PrefectCommandTests {
    private func environment(_ inherited: [String: String] = [:], credential: String? = nil) -> [String: String] {
        let command = PrefectCommand(
            installation: PrefectInstallation(python: "/x/bin/python", libraries: "/x/prefect"),
            folder: "/home/prefect",
            port: 4_321,
            credential: credential.flatMap { PrefectCredential(in: [PrefectCredential.variable: $0]) }
        )
        let launch = command.launch(inheriting: inherited, output: 9)
        #expect(launch.arguments.suffix(4) == ["--host", "127.0.0.1", "--port", "4321"])
        #expect(launch.descriptors == [1: 9, 2: 9])
        #expect(launch.directory == "/home/prefect")
        #expect(launch.diesWithParent)
        return launch.environment
    }

    @Test("whatever the person who starts it has set for Prefect, for Python or for Sluice")
    func isolation() {
        let environment = environment([
            "PATH": "/bin", "PREFECT_API_DATABASE_CONNECTION_URL": "other", "PREFECT_PROFILE": "mine",
            "PYTHONPATH": "/mine", "PYTHONSTARTUP": "/mine", "VIRTUAL_ENV": "/mine",
            "SLUICE_PREFECT_AUTH_STRING": "me:secret",
        ])
        #expect(environment["PATH"] == "/bin")
        #expect(environment["PYTHONPATH"] == "/x/prefect")
        #expect(environment["PREFECT_HOME"] == "/home/prefect")
        #expect(environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false")
        #expect(environment["DO_NOT_TRACK"] == "1")
        let foreign = ["PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_PROFILE", "PYTHONSTARTUP", "VIRTUAL_ENV"]
        for variable in foreign + [PrefectCredential.variable] { #expect(environment[variable] == nil, "\(variable)") }
    }

    @Test("and asks for a password only where one is set, which stands in no argument")
    func credential() {
        #expect(environment()["PREFECT_SERVER_API_AUTH_STRING"] == nil)
        #expect(environment(credential: "")["PREFECT_SERVER_API_AUTH_STRING"] == nil)
        #expect(environment(credential: "me:secret")["PREFECT_SERVER_API_AUTH_STRING"] == "me:secret")
    }

    @Test("its port is nobody else's, and it can listen there")
    func port() throws {
        let port = try ReservedPort()
        let second = try ReservedPort()
        #expect(port.number != second.number)
        // What Prefect does: SO_REUSEADDR, bind, listen.
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = port.number.bigEndian
        let isBound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        #expect(isBound && listen(descriptor, 1) == 0)
        withExtendedLifetime((port, second)) {}
    }
}
