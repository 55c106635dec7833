import HTTPModel
import NativeWire
import Testing

extension EndToEndTests {
    @Suite("Requests outlive the changes around them")
    struct InstanceLifeTests {
        @Test("a request in flight during a deployment ends on its version")
        func drain() async throws {
            try await SluiceServer.running { server in
                for greeting in ["one", "two"] {
                    _ = try await server.api.upload(.probe(greeting), to: "probe", deploy: greeting == "one")
                }
                async let slow = server.ask("/slow?ms=2000", of: "probe")
                try await Deadline(in: .seconds(5)).wait("the request is in flight") {
                    try await server.api.status().data?.instances.contains { $0.version == 1 && $0.inFlight == 1 }
                        == true
                }
                let moved = try await server.api.deploy([2: "100"], of: "probe")
                #expect(moved.commit.state == "in_force")
                #expect(try await server.ask("/version", of: "probe").text == "2")
                let answer = try await slow
                #expect(answer.status == .ok)
                #expect(answer.text == "1")
            }
        }

        @Test("a request in flight when the server is told to stop is answered before it ends")
        func stop() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe("one"), to: "probe", deploy: true)
                // Longer than other processes have to end.
                async let slow = server.ask("/slow?ms=13500", of: "probe")
                try await Deadline(in: .seconds(5)).wait("the request is in flight") {
                    try await server.api.status().data?.instances.contains { $0.inFlight == 1 } == true
                }
                try await server.stop()
                let answer = try await slow
                #expect(answer.status == .ok)
                #expect(answer.text == "1")
            }
        }

        @Test("idle versions have no process, and requests that come meanwhile are held until one runs")
        func idleStopAndColdStart() async throws {
            try await SluiceServer.running(["--idle-stop", "1s"]) { server in
                _ = try await server.api.upload(.probe("one"), to: "probe", deploy: true)
                #expect(try await server.ask("/version", of: "probe").text == "1")
                try await Deadline(in: .seconds(10)).wait("no instance is left") {
                    try await server.api.status().data?.instances.isEmpty == true
                }
                var traffic = try Traffic(to: "probe", of: server)
                traffic.connections = 50
                let report = await traffic.send(50)
                #expect(report.faultCount == 0, "\(report.faults)")
                #expect(report.counts == [1: 50])
            }
        }
    }
}
