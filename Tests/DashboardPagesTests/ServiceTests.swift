import HTTPModel
import NativeWire
import ReleaseCore
import Testing

@testable import DashboardPages

@Suite("A service's pages show its versions, and publish, point, roll back and delete", .timeLimit(.minutes(1)))
struct ServiceTests {
    private static let page: HTTPTarget = "/services/greetings"
    private static let publish: HTTPTarget = "/services/greetings/publish"
    private static let alias: HTTPTarget = "/services/greetings/alias"
    private static let rollback: HTTPTarget = "/services/greetings/rollback"
    private static let deletion: HTTPTarget = "/services/greetings/delete"

    @Test("the list has services beside workers")
    func list() async throws {
        try await Site.run { site in
            try await site.upload(.example(deploy: true))
            let browser = try await site.browser()
            #expect(try await !browser.get("/").says("Services"))
            try await site.saveService("names & more", code: "x")
            try await site.publish("first")
            try await site.point("prod", at: [("1", "100")])
            let list = try await browser.get("/")
            #expect(list.says("Services by name Service Aliases Newest version greetings prod 1 100 % 1"))
            #expect(list.says("names & more –"))
            #expect(list.links.contains("/services/greetings"))
            let escaped = try #require(list.links.first { $0.hasPrefix("/services/names") })
            #expect(try await browser.get(try HTTPTarget(escaped)).says("names & more"))
        }
    }

    @Test("LATEST and the versions are shown newest first, with who leads there as what")
    func versions() async throws {
        try await Site.run { site in
            try await site.publish("first", "second <b>")
            try await site.saveService(code: "newer")
            try await site.point("prod", at: [("1", "90"), ("2", "10")])
            try await site.point("test", at: [("LATEST", "100")])
            let page = try await site.browser().get(Self.page)
            #expect(page.says("LATEST not published as it is just now test primary 100 %"))
            #expect(page.says("2 second <b> ada via api just now prod canary 10 %"))
            #expect(page.says("1 first ada via api just now prod primary 90 %"))
            #expect(page.says("prod primary 1 90 % canary 2 10 %"))
            #expect(page.says("greet python3.10 python index.handler 128 MiB 3 s 5 B"), "asked beside what runs")
            #expect(page.says("old java8 nothing here"))
            #expect(!page.text.contains("<script"))
        }
    }

    @Test("of two equal shares the first is the primary's, and a rule is named")
    func leads() {
        func lead(_ shares: [(Int, String)], rule: Int? = nil) -> [String] {
            let rules = rule.map {
                WireRule(
                    match: "all",
                    conditions: [],
                    shares: [WireShare(version: $0, versionId: "", percentage: "100")]
                )
            }
            let deployment = WireDeployment(
                id: "",
                workload: "",
                alias: "a",
                sequence: 1,
                shares: shares.map { WireShare(version: $0.0, versionId: "", percentage: $0.1) },
                rules: [rules].compactMap(\.self),
                origin: "",
                restores: nil,
                author: "",
                source: "",
                message: nil,
                provenance: nil,
                createdAt: "",
                inForce: true
            )
            return AliasLead.leads(of: WireAlias(name: "a", url: nil, deployment: deployment, affinity: nil))
                .map { "\($0.role.rawValue) \($0.version) \($0.extent)" }
        }
        #expect(lead([(1, "50"), (2, "50")]) == ["primary 1 50\u{A0}%", "canary 2 50\u{A0}%"])
        #expect(lead([(1, "40"), (2, "60")]) == ["primary 2 60\u{A0}%", "canary 1 40\u{A0}%"])
        #expect(lead([(1, "100"), (2, "0")], rule: 2) == ["primary 1 100\u{A0}%", "canary 2 by rule"])
        #expect(lead([]).isEmpty)
    }

    @Test("LATEST is published with a description, once, and only as it was shown")
    func publishing() async throws {
        try await Site.run { site in
            try await site.saveService(code: "one")
            var browser = try await site.browser()
            var form = try await browser.get(Self.publish).form
            form["message"] = "first"
            let answer = try await browser.post(Self.publish, form)
            #expect(answer.location == "/services/greetings?published=1")
            #expect(try await browser.post(Self.publish, form).location == answer.location, "sent twice")
            let page = try await browser.follow(answer)
            #expect(page.says("Version 1 is published."))
            #expect(page.says("LATEST the same as version 1"))
            #expect(page.says("1 first ada via dashboard"))
            #expect(!page.links.contains("/services/greetings/publish"), "there is nothing to publish")
            let unchanged = try await browser.get(Self.publish)
            #expect(unchanged.says("there is nothing to publish"))
            #expect(try await browser.post(Self.publish, unchanged.form).status == 409)
            try await site.saveService(code: "two")
            let stale = try await browser.get(Self.publish)
            try await site.saveService(code: "three")
            let refused = try await browser.post(Self.publish, stale.form)
            #expect(refused.status == 412)
            #expect(refused.says("The service changed since you opened this form; nothing was done."))
            #expect(try await browser.post(Self.publish, refused.form).location == "/services/greetings?published=2")
        }
    }

    @Test("a version becomes the primary of a new alias, the canary of an old one, and the primary in its turn")
    func pointing() async throws {
        try await Site.run { site in
            try await site.publish("first", "second")
            var browser = try await site.browser()
            var form = try await browser.get("/services/greetings/alias?primary=1").form
            #expect(form["primary"] == "1")
            form["alias"] = "prod"
            let made = try await browser.post(Self.alias, form)
            #expect(made.location == "/services/greetings?moved=prod")
            #expect(try await browser.follow(made).says("prod leads to version 1."))
            let list = try await browser.get(Self.page)
            let canary = try #require(list.links.first { $0.hasSuffix("canary=2") })
            form = try await browser.get(try HTTPTarget(canary)).form
            #expect([form["alias"], form["primary"], form["canary"], form["weight"]] == ["prod", "1", "2", "10"])
            form["weight"] = "12.5"
            form["message"] = "try it"
            #expect(try await browser.post(Self.alias, form).status == 303)
            #expect(try await site.shares(of: "prod").map(\.percentage) == ["87.5", "12.5"])
            let moved = try await browser.get(Self.page)
            #expect(moved.says("prod primary 1 87.5 % canary 2 12.5 % try it ada via dashboard"))
            let primary = try #require(moved.links.first { $0.hasSuffix("primary=2") })
            form = try await browser.get(try HTTPTarget(primary)).form
            #expect([form["primary"], form["canary"]] == ["2", ""], "the canary ends")
            #expect(try await browser.post(Self.alias, form).status == 303)
            #expect(try await site.shares(of: "prod").map(\.version) == [2])
        }
    }

    @Test("what makes no sense comes back as it was typed, and so does what is stale")
    func mending() async throws {
        try await Site.run { site in
            try await site.publish("first", "second")
            try await site.point("prod", at: [("1", "100")])
            var browser = try await site.browser()
            let cases: [([String: String], Int, String)] = [
                (["canary": "9"], 404, "version_not_found"), (["canary": "two"], 400, "version_reference_invalid"),
                (["weight": "much"], 422, "percentage_invalid"), (["weight": ""], 422, "percentage_invalid"),
                (["primary": "LATEST"], 422, "split_head_shared"), (["alias": "no spaces"], 422, "name_invalid"),
                (["canary": "1"], 422, "split_version_repeated"),
            ]
            for (typed, status, code) in cases {
                let opened = try await browser.get("/services/greetings/alias?alias=prod&canary=2").form
                let form = opened.merging(typed) { $1 }
                let refused = try await browser.post(Self.alias, form)
                #expect(refused.status == status, "\(typed)")
                #expect(refused.says(code))
                for name in ["alias", "primary", "canary", "weight"] { #expect(refused.form[name] == form[name]) }
            }
            let stale = try await browser.get("/services/greetings/alias?alias=prod&canary=2").form
            try await site.point("prod", at: [("2", "100")])
            let refused = try await browser.post(Self.alias, stale)
            #expect(refused.status == 412)
            #expect(refused.says("Deployment 2 by ada via api , just now : version 2"))
            #expect(try await site.shares(of: "prod").map(\.version) == [2])
        }
    }

    @Test("an alias is rolled back to what it was")
    func rollingBack() async throws {
        try await Site.run { site in
            try await site.publish("first", "second")
            try await site.point("prod", at: [("1", "100")])
            try await site.point("prod", at: [("1", "90"), ("2", "10")])
            try await site.point("other", at: [("2", "100")])
            var browser = try await site.browser()
            let page = try await browser.get("/services/greetings/rollback?alias=prod")
            #expect(page.says("Roll back prod Brings back deployment 1"))
            #expect(page.says("2 10 % – 1 90 % 100 %"))
            let answer = try await browser.post(Self.rollback, page.form)
            #expect(answer.location == "/services/greetings?moved=prod")
            #expect(try await site.shares(of: "prod").map(\.version) == [1])
            #expect(try await site.shares(of: "other").map(\.version) == [2])
            let nothing = try await browser.get("/services/greetings/rollback?alias=other")
            #expect(nothing.status == 409)
            #expect(nothing.says("no_stable_deployment"))
        }
    }

    @Test("a version that something refers to is deleted by a second form alone")
    func deleting() async throws {
        try await Site.run { site in
            try await site.publish("first", "second")
            try await site.point("prod", at: [("1", "100")])
            var browser = try await site.browser()
            let page = try await browser.get("/services/greetings/delete?version=1")
            #expect(page.form["policy"] == nil)
            let refused = try await browser.post(Self.deletion, page.form)
            #expect(refused.status == 409)
            #expect(refused.says("version_in_use alias prod (deployment 1)"))
            #expect(refused.says("Delete although 1 refers to it"))
            #expect(try await browser.get(Self.page).says("1 first ada via api"))
            let forced = try await browser.post(Self.deletion, refused.form)
            #expect(forced.location == "/services/greetings?deleted=1")
            let after = try await browser.follow(forced)
            #expect(after.says("Version 1 is deleted."))
            #expect(after.says("1 first ada via api just now deleted prod primary 100 %"))
            let free = try await browser.get("/services/greetings/delete?version=2")
            #expect(try await browser.post(Self.deletion, free.form).location == "/services/greetings?deleted=2")
        }
    }

    @Test("whoever may only look is offered nothing and may send nothing")
    func reading() async throws {
        try await Site.run { site in
            try await site.publish("first")
            try await site.saveService(code: "newer")
            try await site.point("prod", at: [("1", "100")])
            var browser = try await site.browser(try await site.token([.read]).secret)
            let page = try await browser.get(Self.page)
            #expect(page.status == 200)
            #expect(page.links.allSatisfy { !$0.hasPrefix("/services/greetings/") })
            for path in [Self.publish, Self.alias, "/services/greetings/rollback?alias=prod", Self.deletion] {
                #expect(try await browser.get(path).status == 403, "\(path)")
            }
            let form = ["revision": "3", "key": "k", "version": "1", "alias": "prod", "primary": "1"]
            for path in [Self.publish, Self.alias, Self.rollback, Self.deletion] {
                #expect(try await browser.post(path, form).status == 403, "\(path)")
            }
            let publisher = try await site.browser(try await site.token([.upload]).secret)
            let offered = try await publisher.get(Self.page)
            #expect(offered.says("Publish LATEST…") && !offered.says("Delete"))
        }
    }
}
