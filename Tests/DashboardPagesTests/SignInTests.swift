import HTTPModel
import NativeAPI
import NativeWire
import ReleaseCore
import ReleaseModel
import Testing

@testable import DashboardPages

@Suite("A token opens a session, and a session opens pages alone", .timeLimit(.minutes(1)))
struct SignInTests {
    @Test("whoever is not signed in is led to sign in, and then to where they were going")
    func leadsThere() async throws {
        try await Site.run { site in
            try await site.upload()
            var browser = site.browser
            let refused = try await browser.get("/workers/hello?versions=x")
            #expect(refused.status == 303)
            #expect(refused.location == "/sign-in?to=%2Fworkers%2Fhello%3Fversions%3Dx")
            let page = try await browser.follow(refused)
            #expect(page.status == 200)
            #expect(page.form["to"] == "/workers/hello?versions=x")
            let arrived = try await browser.post("/sign-in", ["token": " \(site.admin)\n", "to": "/workers/hello"])
            #expect(arrived.status == 303)
            #expect(arrived.location == "/workers/hello?signed-in=1")
            let plain = try await browser.follow(arrived)
            #expect(plain.location == "/workers/hello")
            let worker = try await browser.follow(plain)
            #expect(worker.status == 200)
            #expect(worker.says("ada Sign out"))
        }
    }

    @Test("the cookie is for this host and these pages, and holds nothing of the token")
    func cookie() async throws {
        try await Site.run { site in
            var browser = site.browser
            let answer = try await browser.post("/sign-in", ["token": site.admin, "to": "/"])
            let cookie = try #require(answer.fields[.setCookie])
            let pattern = /__Host-sluice-session=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict/
            #expect(cookie.wholeMatch(of: pattern) != nil, "\(cookie)")
            #expect(!cookie.contains(site.admin.dropFirst(4)))
            let other = try await browser.post("/sign-in", ["token": site.admin, "to": "/"])
            #expect(other.fields[.setCookie] != cookie)
        }
    }

    @Test("a token that is not valid opens nothing, and the page says why")
    func refusesTokens() async throws {
        try await Site.run { site in
            let expired = try await site.token([.read], lifetime: .seconds(60))
            let revoked = try await site.token([.read])
            try await site.issuer.revoke(revoked.token.id, account: site.account.id)
            site.clock.advance(.seconds(61))
            let cases = [
                ("", "token_missing"), ("slc_unknown", "token_unknown"), (expired.secret, "token_expired"),
                (revoked.secret, "token_revoked"),
            ]
            for (secret, code) in cases {
                var browser = site.browser
                let answer = try await browser.post("/sign-in", ["token": secret, "to": "/workers/hello"])
                #expect(answer.status == 401)
                #expect(answer.says(code))
                #expect(answer.form["to"] == "/workers/hello")
                #expect(browser.cookie == nil)
                if !secret.isEmpty { #expect(!answer.text.contains(secret)) }
            }
        }
    }

    @Test(
        "signing in leads to pages of ours alone",
        arguments: [
            "//example.com", "https://example.com/", "/\\example.com", "javascript:alert(1)", "/sign-in",
            "/api/v1/status",
            "/assets/sluice.css", "", "/workers/../..", "/x",
        ]
    )
    func destinations(destination: String) async throws {
        try await Site.run { site in
            var browser = site.browser
            let answer = try await browser.post("/sign-in", ["token": site.admin, "to": destination])
            #expect(answer.location == "/?signed-in=1")
        }
    }

    @Test("a browser that does not keep the cookie is told so, instead of being asked again and again")
    func lostCookie() async throws {
        try await Site.run { site in
            let answer = try await site.browser.get("/?signed-in=1")
            #expect(answer.location == "/sign-in?to=%2F&lost=1")
            #expect(try await site.browser.follow(answer).says("Your browser did not keep the session."))
        }
    }

    @Test("signing out ends the session, not only the cookie")
    func signsOut() async throws {
        try await Site.run { site in
            var browser = try await site.browser()
            let copy = browser
            #expect(try await copy.get("/").status == 200)
            let answer = try await browser.post("/sign-out", [:])
            #expect(answer.location == "/sign-in")
            #expect(answer.fields[.setCookie]?.contains("Max-Age=0") == true)
            #expect(browser.cookie == nil)
            #expect(try await copy.get("/").status == 303)
        }
    }

    @Test("revoking a token ends the sessions that it opened")
    func revocation() async throws {
        try await Site.run { site in
            let issued = try await site.token([.read])
            let browser = try await site.browser(issued.secret)
            #expect(try await browser.get("/").status == 200)
            try await site.issuer.revoke(issued.token.id, account: site.account.id)
            #expect(try await browser.get("/").location == "/sign-in?to=%2F")
        }
    }

    @Test("a session ends when it is not used, and does not when somebody sets the clock")
    func sessionsEnd() async throws {
        try await Site.run { site in
            let browser = try await site.browser()
            for seconds: Double in [3_600, -3_600, 366 * 86_400, -366 * 86_400] {
                site.clock.setWall(forward: seconds)
                #expect(try await browser.get("/").status == 200)
            }
            site.clock.advance(SessionBook.idleTime - .seconds(1))
            #expect(try await browser.get("/").status == 200)
            site.clock.advance(SessionBook.idleTime)
            #expect(try await browser.get("/").status == 303)
        }
    }

    @Test("the API takes no cookie, and pages take no bearer token")
    func separateDoors() async throws {
        try await Site.run { site in
            let cookie = try #require(try await site.browser().cookie)
            for path in ["/api/v1/status", "/api/v1/workloads", "/metrics"] {
                let fields: HTTPFields = [.cookie: try HTTPFieldValue(cookie)]
                let request = HTTPRequest(.get, try HTTPTarget(path), authority: Site.host, fields: fields)
                let answer = try await TestPage(await site.api.handle(request))
                #expect(answer.status == 401)
                #expect(answer.text.contains("token_missing"))
            }
            let bearer: HTTPFields = [.authorization: try HTTPFieldValue("Bearer \(site.admin)")]
            #expect(try await site.browser.get("/", fields: bearer).status == 303)
        }
    }

    @Test("a cookie that is made up, or comes twice, opens nothing")
    func refusesCookies() async throws {
        try await Site.run { site in
            let cookie = try #require(try await site.browser().cookie)
            for text in [
                "\(SessionCookie.name)=", "\(SessionCookie.name)=guess", "\(cookie); \(cookie)",
                "x\(cookie)",
            ] {
                var browser = site.browser
                browser.cookie = text
                #expect(try await browser.get("/").status == 303, "\(text)")
            }
            var browser = site.browser
            browser.cookie = "theme=dark; \(cookie)"
            #expect(try await browser.get("/").status == 200)
        }
    }
}
