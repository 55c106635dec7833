import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@testable import DashboardPages

@Suite("Pages show what there is", .timeLimit(.minutes(1)))
struct ReadingTests {
    private static let provenance = WireProvenance(
        .init(
            provider: .github,
            repository: "acme/shop",
            url: "https://github.example/acme/shop/commit/0123456789abcdef",
            branch: "main",
            commit: "0123456789abcdef",
            message: "Delivery dates",
            isDirty: true
        )
    )

    @Test("an empty server says how to begin")
    func empty() async throws {
        try await Site.run { site in
            let page = try await site.browser().get("/")
            #expect(page.says("No worker yet."))
            #expect(page.says("sluice deploy --message \"first release\""))
        }
    }

    @Test("the list has every worker once, part by part")
    func list() async throws {
        try await Site.run { site in
            let names = (10..<35).map { "worker-\($0)" }
            for name in names { try await site.upload(.example(deploy: name != "worker-11"), to: name) }
            let browser = try await site.browser()
            var page = try await browser.get("/")
            var seen = Self.workers(on: page)
            #expect(seen.count == 10)
            #expect(page.says("worker-10 1 100 %") && page.says("worker-11 not deployed"))
            while let more = page.links.first(where: { $0.hasPrefix("/?cursor=") }) {
                page = try await browser.get(try HTTPTarget(more))
                seen += Self.workers(on: page)
            }
            #expect(seen == names)
            #expect(!page.says("More workers"))
            #expect(page.links.filter { $0 == "/" }.count == 2, "the way back to the first part")
        }
    }

    private static func workers(on page: TestPage) -> [String] {
        page.links.filter { $0.hasPrefix("/workers/") }.map { String($0.dropFirst("/workers/".count)) }
    }

    @Test("a version has number, id, tag, message, author, source, commit, time, share and preview")
    func version() async throws {
        try await Site.run { site in
            try await site.upload(.example(message: "first", deploy: true))
            let metadata = WireUploadMetadata.example(message: "second", tag: "polite", provenance: Self.provenance)
            let version = try await site.upload(metadata)
            site.clock.advance(.seconds(200))
            let page = try await site.browser().get("/workers/hello")
            #expect(page.status == 200)
            let short = version.id.prefix(8)
            #expect(
                page.says("2 \(short) polite second ada via api 01234567+ main 3 min ago Preview of version 2")
            )
            #expect(page.links.contains("http://\(short)-hello.localhost:8787"))
            #expect(page.links.contains("https://github.example/acme/shop/commit/0123456789abcdef"))
            #expect(
                page.text.contains("<time datetime=\"2027-01-15T08:00:00.123Z\" title=\"2027-01-15 08:00:00 UTC\">")
            )
            #expect(page.says("production 100 %"))
        }
    }

    @Test("the split in force is drawn, and told to those who do not see it")
    func split() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.deploy([(1, "66.666"), (2, "33.334"), (3, "0")])
            let page = try await site.browser().get("/workers/hello")
            #expect(page.text.contains("<rect class=\"hue-1\" x=\"0\" width=\"66666\" height=\"1\"></rect>"))
            #expect(page.text.contains("<rect class=\"hue-2\" x=\"66666\" width=\"33334\" height=\"1\"></rect>"))
            #expect(!page.text.contains("<rect class=\"hue-3\""))
            #expect(page.text.contains("66.666\u{A0}% version\u{A0}1, 33.334\u{A0}% version\u{A0}2, 0\u{A0}% version"))
        }
    }

    @Test("a deployment has who, when, source, message, shares, and whether it is a rollback")
    func deployment() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.deploy([(1, "90"), (2, "10")], message: "canary", source: "ci")
            try await site.deploy([(1, "100")], message: "no good")
            let request = HTTPRequest(.post, "/api/v1/workers/hello/rollback", body: .text(#"{"version":"2"}"#))
            _ = try await site.ask(request)
            let second = try #require(try await site.deployments().first { $0.sequence == 2 })
            let back = HTTPRequest(
                .post,
                "/api/v1/workers/hello/rollback",
                body: .text("{\"deployment\":\"\(second.id)\",\"message\":\"again\"}")
            )
            _ = try await site.ask(back)
            let page = try await site.browser().get("/workers/hello")
            #expect(page.says("5 1 90 % 2 10 % in force rollback to 2 again ada via api just now"))
            #expect(page.says("2 1 90 % 2 10 % canary ada via ci just now Roll back to deployment 2"))
            #expect(page.says("Deployment 5 by ada via api , just now : again"))
        }
    }

    @Test("rules of a deployment are told in words")
    func rules() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            let rule = """
                {"match":"any","conditions":[{"attribute":"header:x-beta","test":"exists","values":[]},
                {"attribute":"cookie:plan","test":"in","values":["pro","team"]}],
                "shares":[{"version":"2","percentage":"100"}]}
                """
            let body = #"{"shares":[{"version":"1","percentage":"100"}],"rules":[\#(rule)]}"#
            _ = try await site.ask(HTTPRequest(.post, "/api/v1/workers/hello/deployments", body: .text(body)))
            let browser = try await site.browser()
            let sentence = "Where header:x-beta is there or cookie:plan is one of pro, team: version\u{A0}2"
            #expect(try await browser.get("/workers/hello").text.contains(sentence))
            #expect(try await browser.get("/workers/hello").says("and 1 rule"))
            #expect(try await browser.get("/workers/hello/deploy").says("The rule in force ends with it."))
            let first = try #require(try await site.deployments().last)
            let back = try await browser.get(try HTTPTarget("/workers/hello/rollback?deployment=\(first.id)"))
            #expect(back.says("The rules in force end with it."))
        }
    }

    @Test("long histories are read part by part, versions and deployments apart")
    func history() async throws {
        try await Site.run { site in
            for number in 1...12 { try await site.upload(.example(message: "build \(number).", deploy: true)) }
            let browser = try await site.browser()
            let newest = try await browser.get("/workers/hello")
            #expect(newest.says("build 3.") && !newest.says("build 2."))
            let older = try #require(newest.links.first { $0.hasPrefix("/workers/hello?versions=") })
            let page = try await browser.get(try HTTPTarget(older))
            #expect(page.says("build 2.") && page.says("build 12."))
            let both = try #require(page.links.first { $0.contains("versions=") && $0.contains("deployments=") })
            let last = try await browser.get(try HTTPTarget(both))
            #expect(last.says("build 2.") && !last.says("build 11."))
            #expect(last.says("Newest versions") && last.says("Newest deployments"))
            #expect(!last.says("Older"))
        }
    }

    @Test("what people wrote is shown as they wrote it, and leads nowhere that a browser would run")
    func hostile() async throws {
        try await Site.run { site in
            let evil = "\"><script>alert('x')</script>"
            let provenance = WireProvenance(
                .init(
                    provider: .git,
                    url: "javascript:alert(1)",
                    branch: evil,
                    commit: "<b>abcdef0",
                    message: evil
                )
            )
            try await site.upload(.example(message: evil, tag: "v1", provenance: provenance, deploy: true))
            let token = try await site.token([.deploy], owner: evil).secret
            let browser = try await site.browser(token)
            for path: HTTPTarget in [
                "/", "/workers/hello", "/workers/hello/deploy?version=1", "/workers/hello?made=%22%3E%3Cscript%3E",
                "/workers/%22%3E%3Cscript%3E", "/workers/hello/rollback?deployment=%3Cscript%3E",
                "/?cursor=%22%3E%3Cscript%3E",
            ] {
                let page = try await browser.get(path)
                #expect(!page.text.contains("<script"), "\(path)")
                #expect(!page.text.contains("javascript:"), "\(path)")
                #expect(page.says(evil), "the visitor's name")
            }
        }
    }

    @Test("without a data process the pages warn")
    func noDataPlane() async throws {
        try await Site.run(hasDataPlane: false) { site in
            try await site.upload(.example(deploy: true))
            let browser = try await site.browser()
            for path: HTTPTarget in ["/", "/workers/hello"] {
                #expect(try await browser.get(path).says("No data process answers: workers cannot be reached."))
            }
        }
    }

    @Test("deleted versions stay in the list, and are offered nowhere")
    func deleted() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            _ = try await site.ask(HTTPRequest(.delete, "/api/v1/workers/hello/versions/2"))
            let browser = try await site.browser()
            let page = try await browser.get("/workers/hello")
            #expect(page.says("polite second ada via api just now deleted"))
            #expect(!page.links.contains("/workers/hello/deploy?version=2"))
            #expect(try await browser.get("/workers/hello/deploy").form["share-2"] == nil)
        }
    }
}
