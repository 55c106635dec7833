import HTTPModel
import NativeWire
import Testing

extension EndToEndTests {
    @Suite("A rollback is as fast as it was said to be")
    struct StandbyTests {
        private static let options = ["--idle-stop", "1s"]
        /// How long an idle version may take to end on a busy machine.
        private static let idleLimit: Duration = .seconds(15)
        /// How often code that loads at once may take longer than that because the machine is busy.
        private static let attempts = 8

        @Test("warm: what is slow to load stands by beyond its idle time, and the same process serves again")
        func warm() async throws {
            try await SluiceServer.running(Self.options) { server in
                let first = try await deploy(.slowToLoad("one"), on: server)
                let before = try await ask(server)
                let process = try #require(try await instance(of: first, on: server)?.pid)
                let second = try await deploy(.slowToLoad("two"), on: server, rollback: "warm")
                #expect(try await ask(server).version == second)
                // The second was used last, so the first has been idle for longer than that when the second has ended.
                try await waitForEnd(of: second, on: server)
                #expect(try await instance(of: first, on: server)?.pid == process)

                let back = try await server.api.rollback("standby")
                #expect(back.deployment.shares.map(\.version) == [first])
                #expect(try await ask(server) == before)
                #expect(try await instance(of: first, on: server)?.pid == process)
            }
        }

        @Test("warm: what was still loading when it was replaced stands by, too")
        func lateWarm() async throws {
            try await SluiceServer.running(Self.options) { server in
                let first = try await deploy(.standby("one", loadMilliseconds: 1_500), on: server)
                let second = try await deploy(.quickToLoad("two"), on: server)
                let process = try await Deadline(in: Self.idleLimit).poll("version \(first) is ready") {
                    let instance = try await instance(of: first, on: server)
                    return instance?.state == "ready" ? instance?.pid : nil
                }
                // Asked after the first was ready, the second ends after the first's idle time.
                #expect(try await ask(server).version == second)
                try await waitForEnd(of: second, on: server)
                #expect(try await instance(of: first, on: server)?.pid == process)
            }
        }

        @Test("cold: what had no process when it was replaced gets none before it is back, and then a new one")
        func cold() async throws {
            try await SluiceServer.running(Self.options) { server in
                let first = try await deploy(.slowToLoad("one"), on: server)
                let before = try await ask(server)
                try await waitForEnd(of: first, on: server)
                let second = try await deploy(.slowToLoad("two"), on: server, rollback: "cold")
                #expect(try await ask(server).version == second)
                #expect(try await instance(of: first, on: server) == nil)

                _ = try await server.api.rollback("standby")
                let after = try await ask(server)
                #expect(after.version == first)
                #expect(after.life != before.life)
            }
        }

        @Test("pool: what loads at once keeps no process, and a waiting one loads it again")
        func pool() async throws {
            try await SluiceServer.running(Self.options) { server in
                for attempt in 1...Self.attempts {
                    if try await loadsAtOnce("attempt \(attempt)", on: server) { return }
                }
                Issue.record("in \(Self.attempts) attempts nothing loaded at once")
            }
        }

        /// Releases and rolls back what loads at once; returns false where loading it took too long to see that.
        private func loadsAtOnce(_ greeting: String, on server: SluiceServer) async throws -> Bool {
            let first = try await deploy(.quickToLoad("\(greeting), one"), on: server)
            let before = try await ask(server)
            let second = try await deploy(.quickToLoad("\(greeting), two"), on: server, rollback: "warm")
            #expect(try await ask(server).version == second)
            try await waitForEnd(of: second, on: server)
            // Deployed anew, the second is what a rollback would bring back.
            let word = try await server.api.deploy([second: "100"], of: "standby").commit.rollback
            guard word == "pool", try await instance(of: first, on: server) == nil else { return false }

            let back = try await server.api.rollback("standby")
            #expect(back.deployment.shares.map(\.version) == [first])
            #expect(back.commit.rollback == "pool")
            let after = try await ask(server)
            #expect(after.version == first)
            #expect(after.life != before.life)
            return true
        }

        /// What a request was answered by.
        private struct Answer: Hashable {
            let version: Int
            /// Drawn when the code was loaded.
            let life: Substring
        }

        private func ask(_ server: SluiceServer) async throws -> Answer {
            let answer = try await server.ask("/", of: "standby")
            #expect(answer.status == .ok, "\(answer.text)")
            let words = answer.text.split(separator: " ")
            return Answer(version: try #require(Int(words[0])), life: try #require(words.last))
        }

        /// Deploys a new version and returns its number; checks what the answer says of a rollback.
        private func deploy(
            _ code: WorkerCode,
            on server: SluiceServer,
            rollback: String? = nil
        ) async throws -> Int {
            let result = try await server.api.upload(code, to: "standby", deploy: true)
            #expect(result.commit.state == "in_force")
            if let rollback { #expect(result.commit.rollback == rollback) }
            return result.version.number
        }

        private func instance(of version: Int, on server: SluiceServer) async throws -> WireInstance? {
            try await server.api.status().data?.instances.first { $0.version == version }
        }

        private func waitForEnd(of version: Int, on server: SluiceServer) async throws {
            try await Deadline(in: Self.idleLimit).wait("version \(version) has no process") {
                try await instance(of: version, on: server) == nil
            }
        }
    }
}

extension WorkerCode {
    fileprivate static func slowToLoad(_ greeting: String) -> WorkerCode {
        standby(greeting, loadMilliseconds: 100)
    }

    fileprivate static func quickToLoad(_ greeting: String) -> WorkerCode {
        standby(greeting, loadMilliseconds: 0)
    }

    /// Works that long before it is loaded; answers with its number and what it drew when it was.
    fileprivate static func standby(_ greeting: String, loadMilliseconds: Int) -> WorkerCode {
        let source = """
            const life = crypto.randomUUID();
            for (const begin = Date.now(); Date.now() - begin < \(loadMilliseconds); );
            export default { fetch: (request, env) => new Response(`${env.VERSION.number} ${life}`) };
            """
        return WorkerCode(source: source, greeting: greeting)
    }
}
