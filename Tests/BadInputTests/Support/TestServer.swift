import Foundation
import Glibc

/// The real server on a home, on free ports; stopped by whoever started it.
struct TestServer {
    /// The executable that was built beside these tests.
    static let executable: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let arguments = CommandLine.arguments.first ?? ""
        let folders = [tests, arguments].map { URL(filePath: $0).deletingLastPathComponent() }
        let built = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".build/debug")
        let candidates = (folders + [built]).map { $0.appending(path: "sluice").path(percentEncoded: false) }
        return candidates.first(where: FileManager.default.isExecutableFile) ?? "sluice"
    }()

    private static let startDeadlineMilliseconds: Int32 = 30_000

    let controlPort: UInt16
    let trafficPort: UInt16
    private let process: Process

    /// Starts it, and waits until it says that it is ready.
    init(home: String, options: [String] = []) throws {
        process = Process()
        process.executableURL = URL(filePath: Self.executable)
        process.arguments = ["serve", "--home", home, "--listen", "127.0.0.1:0", "--traffic", "127.0.0.1:0"] + options
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": home]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        do {
            try Self.waitUntilReady(output.fileHandleForReading.fileDescriptor)
            let endpoints = try Data(contentsOf: URL(filePath: "\(home)/endpoints.json"))
            let addresses = try JSONDecoder().decode(Endpoints.self, from: endpoints)
            controlPort = try Self.port(of: addresses.control)
            trafficPort = try Self.port(of: addresses.traffic)
        } catch {
            process.terminate()
            process.waitUntilExit()
            throw error
        }
    }

    /// Ends it, and waits for it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private static func waitUntilReady(_ descriptor: Int32) throws {
        var output = ""
        while !output.contains("is ready") {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, startDeadlineMilliseconds) == 1 else { throw NotReady(output: output) }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = read(descriptor, &bytes, bytes.count)
            guard count > 0 else { throw NotReady(output: output) }
            output += String(decoding: bytes.prefix(count), as: UTF8.self)
        }
    }

    private static func port(of address: String) throws -> UInt16 {
        guard let port = URL(string: address)?.port, let number = UInt16(exactly: port) else {
            throw NotReady(output: address)
        }
        return number
    }

    private struct Endpoints: Decodable {
        let control: String
        let traffic: String
    }

    struct NotReady: Error {
        let output: String
    }
}
