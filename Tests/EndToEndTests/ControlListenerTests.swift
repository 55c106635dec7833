import FoundationEssentials
import HTTPEngine
import HTTPModel
import Testing

extension EndToEndTests {
    @Suite("The control listener keeps what was uploaded, and other sites, at a distance")
    struct ControlListenerTests {
        private let page = "<script>alert(1)</script>"

        @Test("code, static files and KV values leave it as attachments that no browser runs")
        func rawContent() async throws {
            try await SluiceServer.running { server in
                let vendor = try await CloudflareAssets(server)
                let session = try await vendor.begin("site", ["/index.html": page])
                let uploaded = try await vendor.send([page], in: session)
                #expect(uploaded.status == .created)
                #expect(try await vendor.deploy("site", session.jwt).status == .ok)
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let namespace = try await namespace(vendor)
                let value = "storage/kv/namespaces/\(namespace)/values/page.html"
                let put = try await vendor.send(.put, value, type: "text/html", body: .text(page))
                #expect(put.status == .ok)

                let account = "/client/v4/accounts/\(vendor.account)"
                let scripts = "\(account)/workers/scripts"
                for target in [
                    "\(scripts)/probe", "\(scripts)/probe/content/v2", "\(account)/\(value)",
                    "/api/v1/workers/probe/versions/1/files/index.js",
                    "/api/v1/workers/site/versions/1/files/%2Findex.html",
                ] {
                    let response = try await response(server, target)
                    #expect(response.status == .ok, "\(target)")
                    #expect(response.fields["x-content-type-options"] == "nosniff", "\(target)")
                    #expect(response.fields["content-security-policy"] == "sandbox", "\(target)")
                    #expect(response.fields["content-disposition"]?.hasPrefix("attachment") == true, "\(target)")
                    #expect(response.fields["cache-control"] == "no-store", "\(target)")
                }
            }
        }

        @Test("either API refuses other hosts and other sites, and takes no cookie for a token")
        func foreignRequests() async throws {
            try await SluiceServer.running { server in
                for target in ["/api/v1/workloads", "/client/v4/accounts"] {
                    let bearer: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(server.adminToken)")]
                    #expect(try await response(server, target, fields: bearer).status == .ok)
                    let rebound = try await response(server, target, authority: "evil.example", fields: bearer)
                    #expect(rebound.status == .misdirectedRequest, "\(target)")
                    let foreign: [(HTTPFieldName, HTTPFieldValue)] = [
                        (.origin, "http://evil.example"), (.origin, "http://127.0.0.1:1"), (.origin, "null"),
                        ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"),
                    ]
                    for (name, value) in foreign {
                        var fields = bearer
                        fields.set(name, to: value)
                        let refused = try await response(server, target, fields: fields)
                        #expect(refused.status == .forbidden, "\(target) \(name): \(value)")
                    }
                    let cookie = try HTTPFieldValue("\(SessionCookie.name)=\(server.adminToken)")
                    let byCookie = try await response(server, target, fields: [.cookie: cookie]).status
                    #expect(byCookie == .unauthorized || byCookie == .forbidden, "\(target)")
                }
            }
        }

        @Test("its session's cookie never reaches a worker")
        func sessionCookie() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let cookies = try HTTPFieldValue("a=1; \(SessionCookie.name)=s3cret; b=2")
                let seen = try await server.ask("/headers", of: "probe", fields: [.cookie: cookies]).text
                #expect(seen.contains("a=1; b=2"))
                #expect(!seen.contains("s3cret"))
            }
        }

        @Test("custom domains and routes are neither its own names, nor addresses, nor the bare domain")
        func domains() async throws {
            let options = ["--zone", "example.test", "--domain", "workers.example.test"]
            try await SluiceServer.running(options) { server in
                let vendor = try await CloudflareAssets(server)
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                for host in [
                    "127.0.0.1", "localhost", "[::1]", "192.0.2.1", "0x7f.1", "workers.example.test",
                    "probe.workers.example.test", "example.org",
                ] {
                    let document = #"{"hostname":"\#(host)","service":"probe","environment":"production"}"#
                    let attached = try await vendor.send(.put, "workers/domains", body: .text(document))
                    #expect(attached.status == .badRequest, "\(host)")
                    let routes = #"[{"pattern":"\#(host)/*"}]"#
                    let routed = try await vendor.send(
                        .put,
                        "workers/scripts/probe/routes",
                        body: .text(routes)
                    )
                    #expect(routed.status == .badRequest, "\(host)")
                }
                let document = #"{"hostname":"www.example.test","service":"probe","environment":"production"}"#
                #expect(try await vendor.send(.put, "workers/domains", body: .text(document)).status == .ok)
            }
        }

        private func namespace(_ vendor: CloudflareAssets) async throws -> String {
            struct Namespace: Decodable {
                let id: String
            }
            let made = try await vendor.send(.post, "storage/kv/namespaces", body: .text(#"{"title":"pages"}"#))
            return try JSONDecoder().decode(CloudflareAssets.Envelope<Namespace>.self, from: made.body).result.id
        }

        /// Asks as the administrator unless the fields are given.
        private func response(
            _ server: SluiceServer,
            _ target: String,
            authority: String? = nil,
            fields: HTTPFields? = nil
        ) async throws -> HTTPResponse {
            let bearer: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(server.adminToken)")]
            let request = HTTPRequest(
                .get,
                try HTTPTarget(target),
                authority: authority,
                fields: fields ?? bearer
            )
            let response = try await server.api.client.send(request)
            _ = try await response.body.collect(upTo: 1 << 20)
            return response
        }
    }
}
