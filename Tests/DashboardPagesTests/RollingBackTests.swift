import HTTPModel
import NativeWire
import Testing

@testable import DashboardPages

@Suite("A rollback shows what it changes, and then changes just that", .timeLimit(.minutes(1)))
struct RollingBackTests {
    private static let path: HTTPTarget = "/workers/hello/rollback"

    @Test("to what was stable before")
    func previous() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.deploy([(1, "90"), (2, "10")], message: "canary")
            var browser = try await site.browser()
            let page = try await browser.get(Self.path)
            #expect(page.says("Brings back deployment 1 by ada via api , just now"))
            #expect(page.says("2 10 % – 1 90 % 100 %"))
            #expect(try await site.deployments().count == 2, "asking changes nothing")
            var form = page.form
            form["message"] = "too polite"
            let answer = try await browser.post(Self.path, form)
            let made = try #require(try await site.deployments().first)
            #expect(answer.location == "/workers/hello?made=\(made.id)")
            #expect(made.shares.map(\.version) == [1])
            #expect(made.restores != nil)
            #expect(made.source == "dashboard")
            #expect(made.message == "too polite")
            #expect(try await browser.post(Self.path, form).location == answer.location, "sent twice")
            #expect(try await site.deployments().count == 3)
            let after = try await browser.follow(answer)
            #expect(after.says("in force rollback to 1 too polite"))
        }
    }

    @Test("to a deployment that was chosen, split and all")
    func chosen() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.deploy([(1, "90"), (2, "10")])
            try await site.deploy([(3, "100")])
            var browser = try await site.browser()
            let list = try await browser.get("/workers/hello")
            let links = list.links.filter { $0.hasPrefix("/workers/hello/rollback?deployment=") }
            #expect(links.count == 2)
            let page = try await browser.get(try HTTPTarget(try #require(links.first)))
            #expect(page.says("Brings back deployment 2"))
            #expect(page.says("3 100 % – 2 – 10 % 1 – 90 %"))
            #expect(try await browser.post(Self.path, page.form).status == 303)
            let made = try #require(try await site.deployments().first)
            #expect(made.shares.map(\.percentage) == ["90", "10"])
        }
    }

    @Test("from an older state it is refused, and shows what would come back now")
    func stale() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.deploy([(2, "100")])
            var browser = try await site.browser()
            let page = try await browser.get(Self.path)
            #expect(page.says("2 100 % – 1 – 100 %"))
            try await site.deploy([(3, "100")], message: "meanwhile", source: "ci")
            let refused = try await browser.post(Self.path, page.form)
            #expect(refused.status == 412)
            #expect(refused.says("Deployment 3 by ada via ci , just now : version 3 — meanwhile"))
            #expect(refused.says("3 100 % – 2 – 100 %"))
            #expect(try await site.deployments().count == 3)
            #expect(try await browser.post(Self.path, refused.form).status == 303)
            #expect(try await site.deployments().first?.shares.map(\.version) == [2])
        }
    }

    @Test("is refused with a page where there is nothing to go back to")
    func nothing() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.upload(.example(), to: "never")
            let browser = try await site.browser()
            let cases: [(HTTPTarget, Int, String)] = [
                (Self.path, 409, "no_stable_deployment"),
                ("/workers/never/rollback", 409, "alias_not_deployed"),
                ("/workers/nope/rollback", 404, "workload_not_found"),
                ("/workers/hello/rollback?deployment=0f8fad5b", 404, "deployment_not_found"),
            ]
            for (path, status, code) in cases {
                let page = try await browser.get(path)
                #expect(page.status == status)
                #expect(page.says(code))
            }
        }
    }
}
