import HTTPModel
import NativeWire
import Testing

@testable import DashboardPages

@Suite("Pages are for this server's own visitors", .timeLimit(.minutes(1)))
struct DoorTests {
    struct Foreign: Sendable, CustomTestStringConvertible {
        let fields: HTTPFields
        var authority = Site.host
        let status: Int
        let code: String

        var testDescription: String { "\(authority) \(fields.map { "\($0.name): \($0.value)" })" }

        static let all = [
            Foreign(fields: [:], authority: "evil.example", status: 421, code: "host_unknown"),
            Foreign(fields: [:], authority: "127.0.0.1:8787", status: 421, code: "host_unknown"),
            Foreign(fields: ["Origin": "http://evil.example"], status: 403, code: "origin_foreign"),
            Foreign(fields: ["Origin": "http://127.0.0.1:8787"], status: 403, code: "origin_foreign"),
            Foreign(fields: ["Origin": "null"], status: 403, code: "origin_foreign"),
            Foreign(fields: ["Sec-Fetch-Site": "cross-site"], status: 403, code: "request_cross_site"),
            Foreign(fields: ["Sec-Fetch-Site": "same-site"], status: 403, code: "request_cross_site"),
        ]
    }

    @Test("what comes from elsewhere is refused with a page, whether it reads or changes", arguments: Foreign.all)
    func foreign(_ foreign: Foreign) async throws {
        try await Site.run { site in
            try await site.threeVersions()
            let browser = try await site.browser()
            let form = try await browser.get("/workers/hello/deploy?version=2").form
            let before = try await site.deployments()
            for path: HTTPTarget in ["/", "/workers/hello", "/workers/hello/deploy", "/sign-in"] {
                let request = HTTPRequest(.get, path, authority: foreign.authority, fields: foreign.fields)
                let answer = try await browser.send(request)
                #expect(answer.status == foreign.status)
                #expect(answer.says(foreign.code))
                #expect(!answer.says("first"))
            }
            var fields = foreign.fields
            if !fields.contains(.origin) { fields.set(.origin, to: "http://127.0.0.1:8700") }
            for path: HTTPTarget in ["/workers/hello/deploy", "/workers/hello/rollback", "/sign-in", "/sign-out"] {
                var other = browser
                let answer = try await other.post(path, form, fields: fields, authority: foreign.authority)
                #expect(answer.status == foreign.status)
                #expect(answer.says(foreign.code))
            }
            #expect(try await site.deployments().map(\.id) == before.map(\.id))
            #expect(try await browser.get("/").status == 200, "still signed in")
        }
    }

    @Test("a link on another site leads to a page from which one can go on")
    func goesOn() async throws {
        try await Site.run { site in
            let browser = try await site.browser()
            let answer = try await browser.get("/workers/hello", fields: ["Sec-Fetch-Site": "cross-site"])
            #expect(answer.links.contains("/workers/hello"))
        }
    }

    @Test("a form that does not say where it is from is refused")
    func originless() async throws {
        try await Site.run { site in
            var browser = try await site.browser()
            for path: HTTPTarget in ["/workers/hello/deploy", "/workers/hello/rollback", "/sign-in", "/sign-out"] {
                let answer = try await browser.post(path, [:], fields: [:])
                #expect(answer.status == 403)
                #expect(answer.says("origin_missing"))
            }
        }
    }

    @Test("every answer forbids what it does not need")
    func policy() async throws {
        try await Site.run { site in
            try await site.upload(.example(deploy: true))
            var browser = try await site.browser()
            var answers = [
                try await browser.post("/workers/hello/deploy", [:]), try await browser.post("/sign-out", [:]),
            ]
            for path: HTTPTarget in ["/sign-in", "/", "/assets/sluice.css", "/assets/sluice.svg", "/workers/a/b/c"] {
                answers.append(try await browser.get(path))
            }
            for answer in answers {
                let policy = try #require(answer.fields["Content-Security-Policy"])
                #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"))
                #expect(policy.contains("base-uri 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
                #expect(answer.fields["Referrer-Policy"] == "same-origin")
                #expect(["no-store", "no-cache"].contains(answer.fields[.cacheControl]))
            }
        }
    }

    @Test("the stylesheet and the icon are there for everybody, and once for those who have them")
    func assets() async throws {
        try await Site.run { site in
            for (path, type): (HTTPTarget, String) in [
                ("/assets/sluice.css", "text/css; charset=utf-8"), ("/assets/sluice.svg", "image/svg+xml"),
            ] {
                let answer = try await site.browser.get(path)
                #expect(answer.status == 200)
                #expect(answer.fields[.contentType] == type)
                let eTag = try #require(answer.fields[.eTag])
                let again = try await site.browser.get(path, fields: [.ifNoneMatch: try HTTPFieldValue(eTag)])
                #expect(again.status == 304)
                #expect(again.text.isEmpty)
            }
        }
    }

    @Test("paths that are no pages, and methods that pages do not take, are refused with pages")
    func unknown() async throws {
        try await Site.run { site in
            var browser = try await site.browser()
            let missing = try await browser.get("/workers/nope")
            #expect(missing.status == 404)
            #expect(missing.says("There is no worker nope.") && missing.says("workload_not_found"))
            #expect(try await browser.post("/workers/hello", [:]).status == 405)
            let wrong = try await browser.post("/", [:])
            #expect(wrong.status == 405)
            #expect(wrong.fields[.allow] == "GET, HEAD")
        }
    }

    @Test(
        "the paths of pages are theirs, and no others",
        arguments: [
            ("/", true), ("/sign-in", true), ("/sign-out", true), ("/workers/hello", true),
            ("/workers/hello/deploy", true), ("/assets/sluice.css", true), ("/api/v1/status", false),
            ("/client/v4/user", false), ("/healthz", false), ("/metrics", false), ("/workers", false), ("//", false),
        ]
    )
    func owns(path: String, isOurs: Bool) throws {
        #expect(Dashboard.owns(try HTTPTarget(path)) == isOurs)
    }
}
