import FoundationEssentials
import NativeWire
import RuntimeSupervision
import Testing

extension EndToEndTests {
    @Suite("The main job through the real CLI")
    struct MainJobTests {
        @Test("deploys, uploads aside, splits, promotes, rolls back, and tells the history")
        func mainJob() async throws {
            try await SluiceServer.running { server in
                let project = try await GitProject(of: "Examples/hello", for: server)
                try await deployFirst(server, project)
                try await uploadAside(server, project)
                try await split(server)
                try await promoteAndRollBack(server, project)
                try await readHistory(server, project)
                try await expectSoundState(server)
            }
        }

        private func deployFirst(_ server: SluiceServer, _ project: GitProject) async throws {
            let first = try await server.cli("deploy", "--json", "--message", "first release", in: project.path)
                .json(WireUploadResult.self)
            #expect(first.version.number == 1)
            #expect(first.version.message == "first release")
            #expect(first.deployment?.shares.map(\.version) == [1])
            #expect(first.deployment?.shares.map(\.percentage) == ["100"])
            #expect(first.commit.state == "in_force")
            #expect(!first.unchanged)
        }

        /// A version that is not deployed answers on its preview host, and nowhere else.
        private func uploadAside(_ server: SluiceServer, _ project: GitProject) async throws {
            try project.replace("\"Hello\"", with: "\"Good day\"", in: "wrangler.toml")
            let second = try await server.cli(
                "versions",
                "upload",
                "--json",
                "--tag",
                "polite",
                "--message",
                "say good day",
                in: project.path
            )
            .json(WireUploadResult.self)
            #expect(second.version.number == 2)
            #expect(second.deployment == nil)
            #expect(second.twin == nil)

            let traffic = try Traffic(toHello: server)
            let report = await traffic.send(200)
            #expect(report.counts == [1: 200], "\(report.faults)")

            let preview = try #require(second.version.previewUrl)
            #expect(preview.hasPrefix("http://\(second.version.id.prefix(8))-hello.localhost:"))
            var aside = traffic
            aside.host = String(preview.dropFirst("http://".count).split(separator: "/")[0])
            let seen = await aside.send(20)
            #expect(seen.counts == [2: 20], "\(seen.faults)")
        }

        private func split(_ server: SluiceServer) async throws {
            let canary = try await server.cli(
                "versions",
                "deploy",
                "1@90",
                "2@10",
                "-y",
                "--json",
                "--name",
                "hello",
                "--message",
                "canary"
            )
            .json(WireDeploymentResult.self)
            #expect(canary.deployment.shares.map(\.version) == [1, 2])
            #expect(canary.deployment.shares.map(\.percentage) == ["90", "10"])
            #expect(canary.commit.state == "in_force")

            let report = await (try Traffic(toHello: server)).send(5_000)
            #expect(report.faultCount == 0, "\(report.faults)")
            let statistic = ChiSquare.statistic(of: report.counts, expecting: [1: 0.9, 2: 0.1])
            #expect(statistic < ChiSquare.limit(degreesOfFreedom: 1), "\(report.counts)")
        }

        private func promoteAndRollBack(_ server: SluiceServer, _ project: GitProject) async throws {
            let traffic = try Traffic(toHello: server)
            let promoted = try await server.cli("promote", "2", "-y", "--json", "--name", "hello", "-m", "fine")
                .json(WireDeploymentResult.self)
            #expect(promoted.deployment.shares.map(\.version) == [2])
            #expect(await traffic.send(200).counts == [2: 200])

            let back = try await server.cli("rollback", "-y", "--json", "-m", "too polite", in: project.path)
                .json(WireDeploymentResult.self)
            #expect(back.deployment.shares.map(\.version) == [1])
            #expect(back.deployment.restores != nil)
            #expect(back.commit.state == "in_force")
            #expect(await traffic.send(200).counts == [1: 200])

            let refused = try await server.cli("rollback", "-y", "--json", "--name", "hello")
            #expect(refused.ending == .exited(code: 1))
            #expect(try refused.problem().code == "no_stable_deployment")
        }

        private func readHistory(_ server: SluiceServer, _ project: GitProject) async throws {
            let history = try await server.cli("deployments", "list", "--json", "--name", "hello")
                .json(WireList<WireDeployment>.self)
            #expect(history.items.map(\.sequence) == [4, 3, 2, 1])
            #expect(history.items.map(\.message) == ["too polite", "fine", "canary", "first release"])
            #expect(history.items.map(\.inForce) == [true, false, false, false])
            #expect(history.items.allSatisfy { $0.author == "admin" && $0.source == "cli" })
            #expect(history.items[0].restores == history.items[3].id)
            // The CLI says where it was run from: the canary's and the promotion's folder was in no repository.
            #expect(history.items.map(\.provenance?.commit) == [project.commit, nil, nil, project.commit])

            let versions = try await server.cli("versions", "list", "--json", "--name", "hello")
                .json(WireList<WireVersion>.self)
            #expect(versions.items.map(\.number) == [2, 1])
            #expect(versions.items.map(\.tag) == ["polite", nil])
            #expect(versions.items.map(\.provenance?.commit) == [project.commit, project.commit])
            #expect(versions.items.map(\.serving) == [[:], ["production": "100"]])
        }

        private func expectSoundState(_ server: SluiceServer) async throws {
            let check = try await server.cli("check")
            #expect(check.succeeded, "\(check.output)\(check.errors)")
            let status = try await server.cli("status", "--json").json(WireStatus.self)
            #expect(status.data?.appliedRevision == status.revision)
            #expect(status.warnings.isEmpty)
        }
    }
}

extension Traffic {
    /// Asks the example, which answers with a document.
    fileprivate init(toHello server: SluiceServer) throws {
        try self.init(to: "hello", of: server)
        version = { body in
            struct Answer: Decodable { let number: Int }
            return (try? JSONDecoder().decode(Answer.self, from: Data(body.utf8)))?.number
        }
    }
}
