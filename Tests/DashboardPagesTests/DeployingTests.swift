import HTTPModel
import NativeWire
import ReleaseCore
import Testing

@testable import DashboardPages

@Suite("Forms deploy what they say, once", .timeLimit(.minutes(1)))
struct DeployingTests {
    private static let path: HTTPTarget = "/workers/hello/deploy"

    @Test("one version gets everything, with who, whence and why")
    func allAtOnce() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser(try await site.token([.deploy], owner: "anna").secret)
            let page = try await browser.get("/workers/hello/deploy?version=2")
            #expect(page.says("Deploy version 2"))
            var form = page.form
            #expect(form["share-2"] == "100")
            #expect(form["share-1"] == "")
            form["message"] = " be polite "
            let answer = try await browser.post(Self.path, form)
            #expect(answer.status == 303)
            let made = try #require(try await site.deployments().first)
            #expect(made.shares.map(\.version) == [2])
            #expect(made.shares.map(\.percentage) == ["100"])
            #expect(made.author == "anna")
            #expect(made.source == "dashboard")
            #expect(made.message == "be polite")
            #expect(answer.location == "/workers/hello?made=\(made.id)")
            let after = try await browser.follow(answer)
            #expect(after.says("Deployment 2 is in force: version 2."))
            #expect(after.says("in force be polite anna via dashboard just now"))
        }
    }

    @Test("several versions share the traffic, one of them at 0 %, and empty fields are left out")
    func split() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser()
            var form = try await browser.get(Self.path).form
            #expect(form["share-1"] == "100")
            #expect(form["share-2"] == "" && form["share-3"] == "")
            form["share-1"] = " 89.5 "
            form["share-2"] = "10.5"
            form["share-3"] = "0"
            #expect(try await browser.post(Self.path, form).status == 303)
            let made = try #require(try await site.deployments().first)
            let shares = Dictionary(uniqueKeysWithValues: made.shares.map { ($0.version, $0.percentage) })
            #expect(shares == [1: "89.5", 2: "10.5", 3: "0"])
            let again = try await browser.get(Self.path).form
            #expect(again["share-1"] == "89.5" && again["share-2"] == "10.5" && again["share-3"] == "0")
        }
    }

    @Test("a form that is sent twice deploys once")
    func twice() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser()
            let form = try await browser.get("/workers/hello/deploy?version=2").form
            let first = try await browser.post(Self.path, form)
            let second = try await browser.post(Self.path, form)
            #expect(second.status == 303)
            #expect(second.location == first.location)
            #expect(try await site.deployments().count == 2)
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let changes: [String: String]
        let code: String

        var testDescription: String { code }

        static let all = [
            Refused(changes: ["share-1": "90", "share-2": ""], code: "split_sum_off"),
            Refused(changes: ["share-1": "", "share-2": ""], code: "split_sum_off"),
            Refused(changes: ["share-1": "60", "share-2": "60"], code: "split_sum_off"),
            Refused(changes: ["share-1": "most", "share-2": ""], code: "percentage_invalid"),
            Refused(changes: ["share-1": "-5", "share-2": "105"], code: "percentage_invalid"),
            Refused(changes: ["message": String(repeating: "m", count: 1_001)], code: "text_too_long"),
        ]
    }

    @Test("what makes no sense comes back as it was filled in, with the reason", arguments: Refused.all)
    func refusals(refused: Refused) async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser()
            let page = try await browser.get(Self.path)
            let form = page.form.merging(refused.changes) { $1 }
            let answer = try await browser.post(Self.path, form)
            #expect(answer.status == 422)
            #expect(answer.says(refused.code))
            #expect(answer.form["share-1"] == form["share-1"])
            #expect(answer.form["share-2"] == form["share-2"])
            #expect(answer.form["message"] == form["message"])
            #expect(try await site.deployments().count == 1)
            // The same form, mended, goes through: from the answer, and from the page before.
            for source in [answer, page] {
                var mended = source.form
                mended.merge(["share-1": "50", "share-2": "50", "message": ""]) { $1 }
                let sent = try await browser.post(Self.path, mended)
                #expect(sent.status == (source.text == answer.text ? 303 : 412))
            }
            #expect(try await site.deployments().count == 2)
        }
    }

    @Test("a form from an older state is refused, tells what changed, and can be sent again")
    func stale() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser()
            var form = try await browser.get("/workers/hello/deploy?version=2").form
            form["message"] = "polite"
            try await site.deploy([(1, "50"), (3, "50")], message: "meanwhile", source: "ci")
            try await site.upload(.example(message: "fourth"))
            let refused = try await browser.post(Self.path, form)
            #expect(refused.status == 412)
            #expect(refused.says("The worker changed since you opened this form; nothing was done."))
            #expect(refused.says("Deployment 2 by ada via ci , just now : 50 % version 1, 50 % version 3 — meanwhile"))
            #expect(refused.says("Version 4 by ada via api , just now — fourth"))
            #expect(!refused.says("Version 3 by"))
            #expect(try await site.deployments().count == 2)
            #expect(refused.form["share-2"] == "100")
            #expect(refused.form["message"] == "polite")
            #expect(try await browser.post(Self.path, refused.form).status == 303)
            #expect(try await site.deployments().first?.shares.map(\.version) == [2])
        }
    }

    @Test("a form without the revision that it was made from is refused")
    func unconditional() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser()
            for path: HTTPTarget in [Self.path, "/workers/hello/rollback"] {
                for missing in ["revision", "key"] {
                    var form = try await browser.get(Self.path).form
                    form[missing] = nil
                    let answer = try await browser.post(path, form)
                    #expect(answer.status == 428)
                    #expect(answer.says("revision_missing"))
                }
            }
            #expect(try await site.deployments().count == 1)
        }
    }

    @Test("a token that may only read sees no forms, and changes nothing")
    func readOnly() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            try await site.deploy([(2, "100")])
            let form = try await site.browser().get(Self.path).form
            for scopes: Set<AccessToken.Scope> in [[.read], [.upload], [.readLogs]] {
                var browser = try await site.browser(try await site.token(scopes).secret)
                let page = try await browser.get("/workers/hello")
                #expect(page.says("Versions") && page.says("second"))
                #expect(!page.links.contains { $0.contains("/deploy") || $0.contains("/rollback") })
                for path: HTTPTarget in [Self.path, "/workers/hello/rollback"] {
                    let refused = try await browser.get(path)
                    #expect(refused.status == 403)
                    #expect(refused.form.isEmpty && refused.says("scope_missing"))
                    let answer = try await browser.post(path, form)
                    #expect(answer.status == 403)
                    #expect(answer.says("scope_missing"))
                }
            }
            #expect(try await site.deployments().count == 2)
        }
    }

    @Test("a form of somebody whose session is over changes nothing, and says so")
    func signedOut() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            var browser = try await site.browser()
            let form = try await browser.get(Self.path).form
            browser.cookie = nil
            for path: HTTPTarget in [Self.path, "/workers/hello/rollback"] {
                let answer = try await browser.post(path, form)
                #expect(answer.status == 401)
                #expect(answer.says("Nothing was changed.") && answer.says("session_missing"))
                #expect(answer.links.contains("/sign-in"))
            }
            #expect(try await site.deployments().count == 1)
        }
    }

    @Test("bodies that are no forms are refused")
    func malformed() async throws {
        try await Site.run { site in
            try await site.threeVersions()
            let browser = try await site.browser()
            let origin: HTTPFields = ["Origin": "http://127.0.0.1:8700"]
            let cases: [(HTTPFieldValue, String, Int, String)] = [
                ("application/json", "{}", 400, "form_malformed"),
                ("text/plain", "a=b", 400, "form_malformed"),
                ("application/x-www-form-urlencoded", "a=%zz", 400, "form_malformed"),
                ("application/x-www-form-urlencoded", String(repeating: "a", count: 65_537), 413, "form_too_large"),
            ]
            for (type, body, status, code) in cases {
                for path: HTTPTarget in [Self.path, "/workers/hello/rollback", "/sign-in"] {
                    var fields = origin
                    fields.set(.contentType, to: type)
                    let answer = try await browser.send(HTTPRequest(.post, path, fields: fields, body: .text(body)))
                    #expect(answer.status == status)
                    #expect(answer.says(code))
                }
            }
        }
    }
}
