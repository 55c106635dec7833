import ProjectFiles
import TestSurroundings
import Testing

@Suite("A configuration's triggers are read as wrangler reads them")
struct ProjectTriggersTests {
    private func triggers(_ text: String, environment: String? = nil) throws -> ProjectTriggers {
        let folder = try TemporaryFolder(["wrangler.toml": "name = \"hello\"\nmain = \"a.js\"\n" + text])
        return try WorkerProject.load(from: folder.path, environment: environment).triggers
    }

    @Test(
        "what the file does not say is left as it is, and what it empties is removed",
        arguments: [
            ("", ProjectTriggers()),
            ("triggers = {}", ProjectTriggers()),
            ("triggers = { crons = [] }", ProjectTriggers(crons: [])),
            ("routes = []", ProjectTriggers(routes: [], customDomains: [])),
            ("route = \"example.com/*\"", ProjectTriggers(routes: ["example.com/*"])),
            (
                "route = { pattern = \"example.com\", custom_domain = true }",
                ProjectTriggers(customDomains: ["example.com"])
            ),
            (
                "routes = [\"a.com/*\", { pattern = \"b.com/*\", zone_name = \"b.com\" }]",
                ProjectTriggers(routes: ["a.com/*", "b.com/*"])
            ),
            (
                "routes = [{ pattern = \"a.com\", custom_domain = true }, \"a.com/x*\"]",
                ProjectTriggers(routes: ["a.com/x*"], customDomains: ["a.com"])
            ),
            ("workers_dev = false\npreview_urls = true", ProjectTriggers(ownHost: false, previews: true)),
        ]
    )
    func reads(text: String, expected: ProjectTriggers) throws {
        #expect(try triggers(text) == expected)
    }

    @Test("an environment inherits them, and its own take their place")
    func inherits() throws {
        let text = """
            routes = ["a.com/*"]
            workers_dev = false
            triggers = { crons = ["* * * * *"] }
            [env.same]
            [env.own]
            route = "b.com/*"
            workers_dev = true
            triggers = { crons = [] }
            """
        let inherited = try triggers(text, environment: "same")
        #expect(inherited == ProjectTriggers(routes: ["a.com/*"], crons: ["* * * * *"], ownHost: false))
        let own = try triggers(text, environment: "own")
        #expect(own == ProjectTriggers(routes: ["b.com/*"], crons: [], ownHost: true))
    }

    @Test(
        "what cannot be triggers is refused at its place",
        arguments: [
            ("route = \"a.com/*\"\nroutes = []", ProjectError.Code.routeInvalid, 3),
            ("routes = [{ zone_name = \"a.com\" }]", .fieldMissing, 3),
            ("routes = \"a.com\"", .fieldType, 3),
            ("workers_dev = \"no\"", .fieldType, 3),
            ("triggers = { crons = \"* * * * *\" }", .fieldType, 3),
        ]
    )
    func refuses(text: String, code: ProjectError.Code, line: Int) throws {
        let error = #expect(throws: ProjectError.self) { try triggers(text) }
        #expect(error?.code == code)
        #expect(error?.place?.position?.line == line)
    }
}
