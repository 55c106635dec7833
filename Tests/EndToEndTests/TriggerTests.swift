import FoundationEssentials
import HTTPEngine
import HTTPModel
import SocketTesting
import Testing

extension EndToEndTests {
    @Suite("Schedules fire, custom domains lead, and workers call one another")
    struct TriggerTests {
        private static let size = 20_000_000

        @Test("a cron runs within its minute while domains and service bindings are used, and the run is seen")
        func triggers() async throws {
            try await SluiceServer.running(["--zone", "example.test"]) { server in
                let vendor = try await VendorAPI(client: try server.api.client, token: try server.adminToken)
                try await vendor.deploy(try source("callee"), to: "callee", bindings: ["GREETING": "one"])
                try await vendor.deploy(
                    try source("callee"),
                    to: "callee",
                    bindings: ["GREETING": "one"],
                    services: ["SELF": "callee"]
                )
                try await vendor.deploy(try source("clock"), to: "clock", services: ["BACK": "callee"])
                try await vendor.schedule(["* * * * *"], of: "clock")
                try await refusals(vendor)
                try await domain(vendor, server)
                try await bindings(vendor, server)
                try await cron(server)
            }
        }

        private func source(_ worker: String) throws -> String {
            try Checkout.text(of: "Tests/EndToEndTests/Workers/\(worker)/index.js")
        }

        private func refusals(_ vendor: VendorAPI) async throws {
            await #expect(throws: VendorAPI.Refusal.self) { try await vendor.schedule(["61 * * * *"], of: "clock") }
            await #expect(throws: VendorAPI.Refusal.self) {
                try await vendor.deploy(try source("caller"), to: "caller", services: ["BACK": "nobody"])
            }
            await #expect(throws: VendorAPI.Refusal.self) { try await vendor.deploy("export default {}", to: "idle") }
        }

        private func domain(_ vendor: VendorAPI, _ server: SluiceServer) async throws {
            try await vendor.attach("app.example.test", to: "callee")
            let request = HTTPRequest(.get, HTTPTarget("/any"), authority: "app.example.test")
            let answer = try await server.trafficClient().send(request)
            #expect(answer.status == .ok)
            let text = String(decoding: try await answer.body.collect(upTo: 10_000), as: UTF8.self)
            #expect(text.contains("http://app.example.test/any"))
        }

        private func bindings(_ vendor: VendorAPI, _ server: SluiceServer) async throws {
            try await vendor.deploy("export default { fetch() {} }", to: "gone")
            try await vendor.deploy(try source("caller"), to: "caller", services: ["BACK": "callee", "GONE": "gone"])
            let fields: HTTPFields = ["x-gw-depth": "16", "x-gw-service": "x/y", "X-Own": "1"]
            let answer = try await server.ask("/seen?a=b", of: "caller", fields: fields)
            #expect(answer.status == .ok)
            #expect(answer.text.contains("https://back.example/seen?a=b"))
            #expect(answer.text.contains("x-own") && !answer.text.contains("x-gw"))
            #expect(answer.text.contains("\"version\":\"one\""))

            let body = HTTPBody.stream(length: nil, Pattern.Stream(Self.size).next)
            let echoed = try await server.ask("/echo", of: "caller", method: .put, body: body)
            #expect(echoed.status.code == 201 && echoed.fields["x-seen"] == "PUT")
            #expect(echoed.body.count == Self.size && Pattern.isRight(echoed.body))

            let deep = try await server.ask("/deep", of: "callee")
            #expect(deep.fields["x-depth"] == "16")
            #expect(deep.text.contains("Subrequest depth limit exceeded"))

            try await vendor.delete("gone")
            let gone = try await server.ask("/gone", of: "caller")
            #expect(gone.text.hasPrefix("Error: There is no worker “gone”"))

            try await vendor.deploy(
                try source("callee"),
                to: "callee",
                bindings: ["GREETING": "two"],
                services: ["SELF": "callee"]
            )
            #expect(try await server.ask("/", of: "caller").text.contains("\"version\":\"two\""))
        }

        private func cron(_ server: SluiceServer) async throws {
            try await Deadline(in: .seconds(70)).wait("the cron runs", every: .milliseconds(200)) {
                server.logs.contains("* * * * * done after")
            }
            #expect(server.logs.contains("tick * * * * * 0"))
            #expect(server.logs.contains("called 200"))
        }
    }
}
