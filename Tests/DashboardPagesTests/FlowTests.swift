import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DashboardPages

@Suite("A flow's pages show versions and runs, and make versions live", .timeLimit(.minutes(1)))
struct FlowTests {
    private static let root = "/flows/t%C3%A4glich%20laden%2F%C3%BCber%20nacht"
    private static let page = HTTPTarget(stringLiteral: root)
    private static let promote = HTTPTarget(stringLiteral: "\(root)/promote")
    private static let rollback = HTTPTarget(stringLiteral: "\(root)/rollback")
    private static let runs = HTTPTarget(stringLiteral: "\(root)/runs")

    @Test("the list has flows beside workers, with their live versions, and leads to them")
    func list() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            let browser = try await site.browser()
            #expect(try await !browser.get("/").says("Flows"))
            try await site.write(flows, "a", "b")
            let list = try await browser.get("/")
            #expect(list.says("Newest version \(Site.flow) 2 label b"), "\(list)")
            #expect(list.links.contains(Self.root))
        }
    }

    @Test("versions are shown newest first, with the live one marked and commits as links to the web alone")
    func versions() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            try await site.write(flows, "unsafe", "b")
            let page = try await site.browser().get(Self.page)
            #expect(page.says("Version 2 label b is live."), "\(page)")
            #expect(page.says("live label b <b>b</b> ada via sdk 1a2b3c4d main"), "\(page)")
            #expect(page.links.contains("https://git.example/a/tree/1a2b"))
            #expect(!page.links.contains { $0.hasPrefix("javascript") } && !page.text.contains("<b>"))
            #expect(page.links.contains("\(Self.root)/promote?version=1"))
            #expect(!page.links.contains("\(Self.root)/promote?version=2"), "it is live")
            let compare = try #require(page.links.first { $0.contains("/diff") })
            let diff = try await site.browser().get(try HTTPTarget(compare))
            #expect(diff.says(#"description "b" "unsafe""#) && !diff.says("tags"), "\(diff)")
        }
    }

    @Test("a version is promoted once, with what it does not fix named before and who waits after")
    func promotion() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            let versions = try await site.write(flows, "a", "b")
            try await site.run(flows, "late", under: versions[1])
            var browser = try await site.browser()
            let opened = try await browser.get(HTTPTarget(stringLiteral: "\(Self.root)/promote?version=1"))
            #expect(opened.says("git_clone https://git.example/a is not fixed: branch main"), "\(opened)")
            var form = opened.form
            #expect(form["runs"] == "report" && form["version"] == "1")
            form["message"] = "better"
            let answer = try await browser.post(Self.promote, form)
            #expect(answer.status == 303)
            #expect(try await browser.post(Self.promote, form).location == answer.location, "sent twice")
            let after = try await browser.follow(answer)
            #expect(after.says("Version 1 is live.") && after.says("made under another version: 1."), "\(after)")
            #expect(after.says("Deployment 3 by ada via dashboard , just now : better"), "\(after)")
            #expect(try await site.liveFlowVersion() == 1)
            #expect(flows[Site.flow] == (try ExampleFlows.content("a")))
        }
    }

    @Test("a rollback goes to the version before, and runs that wait are cancelled where that is chosen")
    func rollback() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            let versions = try await site.write(flows, "a", "b")
            try await site.run(flows, "late", under: versions[1])
            var browser = try await site.browser()
            let opened = try await browser.get(Self.rollback)
            #expect(opened.says("Roll back to version 1"), "\(opened)")
            let answer = try await browser.post(Self.rollback, opened.form.merging(["runs": "cancel"]) { $1 })
            #expect(try await !browser.follow(answer).says("made under another version"))
            #expect(try await site.liveFlowVersion() == 1)
            #expect(try await browser.get(Self.runs).says("No runs are known."))
        }
    }

    @Test("what is wrong with workers is none of a flow's business, nor of a move")
    func withoutDataPlane() async throws {
        let flows = ExampleFlows()
        try await Site.run(hasDataPlane: false, flows: flows) { site in
            try await site.write(flows, "a", "b")
            let browser = try await site.browser()
            #expect(try await !browser.get(Self.page).says("No data process"))
            #expect(try await browser.get("/").says("No data process"))
            let request = HTTPRequest(
                .post,
                HTTPTarget(stringLiteral: "/api/v1\(Self.root)/promote"),
                body: .text(#"{"version":"1"}"#)
            )
            let answer = try await site.ask(request)
            #expect(
                answer.text.contains(#""state":"in_force""#) && answer.text.contains(#""warnings":[]"#),
                "\(answer)"
            )
            #expect(!answer.text.contains("rollback") && !answer.text.contains("inForceAfterMilliseconds"))
        }
    }

    @Test("what is stale, or misses something at Prefect, comes back as it was filled in")
    func mending() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            try await site.write(flows, "poolless", "b")
            var browser = try await site.browser()
            var form = try await browser.get(HTTPTarget(stringLiteral: "\(Self.root)/promote?version=1")).form
            form["message"] = "try"
            let missing = try await browser.post(Self.promote, form)
            #expect(missing.says("flow_reference_missing") && missing.form["message"] == "try", "\(missing)")
            try await site.write(flows, "c")
            let stale = try await browser.post(Self.promote, missing.form)
            #expect(stale.status == 412 && stale.says("The flow changed since you opened this form"), "\(stale)")
            #expect(try await site.liveFlowVersion() == 3)
        }
    }

    @Test("runs have the versions they belong to, and mixed ones are marked")
    func runs() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            let versions = try await site.write(flows, "a", "b")
            try await site.run(flows, "calm", under: versions[0], started: versions[0])
            try await site.run(flows, "<wild>", under: versions[0], started: versions[1])
            let browser = try await site.browser()
            let all = try await browser.get(Self.runs)
            #expect(all.says("version 1 version 2 mixed") && all.says("version 1 version 1 just now"), "\(all)")
            let second = try await browser.get(HTTPTarget(stringLiteral: "\(Self.root)/runs?version=2"))
            #expect(second.says("<wild>") && !second.says("calm"), "\(second)")
        }
    }

    @Test("where there is no Prefect, the history is shown and the rest is said to be out of reach")
    func alone() async throws {
        try await Site.run { site in
            _ = try await site.plane.publish(
                Upload(
                    workload: site.flowName,
                    content: try ExampleFlows.content("a"),
                    attribution: Attribution(author: "ada", source: .sdk)
                ),
                release: .now(message: nil)
            )
            let browser = try await site.browser()
            #expect(try await browser.get(Self.page).says("Version 1 is live."))
            let runs = try await browser.get(Self.runs)
            #expect(runs.status == 200 && runs.says("flows_not_configured"), "\(runs)")
        }
    }

    @Test("whoever may only look is offered nothing and may send nothing")
    func reading() async throws {
        let flows = ExampleFlows()
        try await Site.run(flows: flows) { site in
            try await site.write(flows, "a", "b")
            var browser = try await site.browser(try await site.token([.read]).secret)
            let page = try await browser.get(Self.page)
            #expect(page.status == 200 && !page.links.contains { $0.contains("/promote") || $0.contains("/rollback") })
            for path in [Self.promote, Self.rollback] {
                #expect(try await browser.get(path).status == 403)
                #expect(try await browser.post(path, ["revision": "3", "key": "k", "version": "1"]).status == 403)
            }
            #expect(try await site.liveFlowVersion() == 2)
        }
    }
}
