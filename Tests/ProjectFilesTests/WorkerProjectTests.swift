import ProjectFiles
import ReleaseModel
import TestSurroundings
import Testing

@Suite("A wrangler configuration is read as wrangler reads it")
struct WorkerProjectTests {
    @Test("reads the same project from all three syntaxes", arguments: ["toml", "json", "jsonc"])
    func readsEverySyntax(_ syntax: String) throws {
        let folder = try TemporaryFolder(["wrangler.\(syntax)": Self.examples[syntax] ?? ""])
        let project = try WorkerProject.load(from: folder.path)
        #expect(project.configurationFile == "\(folder.path)/wrangler.\(syntax)")
        #expect(project.name.text == "hello")
        #expect(project.main == "\(folder.path)/src/index.ts")
        #expect(project.baseFolder == folder.path)
        #expect(project.additionalModulesFolder == nil)
        #expect(project.compatibility == (try Compatibility(date: "2026-01-31", flags: ["nodejs_compat"])))
        #expect(
            project.bindings == [
                try Binding(name: "GREETING", value: .plainText("hi")),
                try Binding(name: "LIMITS", value: .json(#"{"burst":[1,2],"rate":1.5}"#)),
                try Binding(name: "VERSION", value: .versionMetadata),
            ]
        )
        #expect(project.rules == [ModuleRule(.text, ["**/*.md"], fallsThrough: true)])
        #expect(project.unsupportedBindings.map(\.path) == ["queues.producers[0]"])
        #expect(project.warnings.isEmpty)
    }

    private static let examples = [
        "toml": """
        name = "hello"
        main = "src/index.ts"
        compatibility_date = 2026-01-31
        compatibility_flags = ["nodejs_compat"]
        version_metadata = { binding = "VERSION" }
        rules = [{ type = "Text", globs = ["**/*.md"], fallthrough = true }]
        [vars]
        GREETING = "hi"
        LIMITS = { rate = 1.5, burst = [1, 2] }
        [[queues.producers]]
        binding = "Q"
        [env.staging]
        """,
        "json": json,
        "jsonc": "// comment\n" + json.replacing("\"rate\"", with: "/* per second */ \"rate\""),
    ]

    private static let json = """
        {
          "$schema": "node_modules/wrangler/config-schema.json",
          "name": "hello", "main": "src/index.ts", "compatibility_date": "2026-01-31",
          "compatibility_flags": ["nodejs_compat"], "version_metadata": { "binding": "VERSION" },
          "rules": [{ "type": "Text", "globs": ["**/*.md"], "fallthrough": true }],
          "vars": { "GREETING": "hi", "LIMITS": { "rate": 1.5, "burst": [1, 2] } },
          "queues": { "producers": [{ "binding": "Q" }] }, "env": { "staging": {} }
        }
        """

    @Test("prefers wrangler.json, then .jsonc, then .toml, and says what it passes over")
    func prefers() throws {
        let folder = try TemporaryFolder([
            "wrangler.toml": Self.minimal("toml"), "wrangler.jsonc": #"{"name":"jsonc","main":"a.js"}"#,
        ])
        let first = try WorkerProject.load(from: folder.path)
        #expect(first.name.text == "jsonc")
        #expect(first.warnings.map(\.code) == [.configurationPassedOver, .compatibilityDateMissing])
        #expect(first.warnings.first?.place?.file == "\(folder.path)/wrangler.toml")
        try folder.write(#"{"name":"json","main":"a.js"}"#, to: "wrangler.json")
        #expect(try WorkerProject.load(from: folder.path).name.text == "json")
        #expect(try WorkerProject.load(from: folder.path, configuration: "wrangler.toml").name.text == "toml")
    }

    @Test("looks in the folders above, for each name in turn")
    func looksAbove() throws {
        let folder = try TemporaryFolder(["a/wrangler.toml": Self.minimal("above"), "a/b/c/x.txt": ""])
        #expect(try WorkerProject.load(from: "\(folder.path)/a/b/c").name.text == "above")
        try folder.write(#"{"name":"top","main":"a.js"}"#, to: "wrangler.json")
        let project = try WorkerProject.load(from: "\(folder.path)/a/b/c")
        #expect(project.name.text == "top")
        #expect(project.warnings.first?.place?.file == "\(folder.path)/a/wrangler.toml")
    }

    @Test("an environment inherits what wrangler inherits, and nothing else")
    func inherits() throws {
        let folder = try TemporaryFolder([
            "wrangler.toml": """
            name = "hello"
            main = "a.js"
            compatibility_date = "2026-01-31"
            r2_buckets = []
            routes = ["example.com/*"]
            [vars]
            SHARED = "top"
            ONLY_TOP = "top"
            [env.staging]
            queues = {}
            [env.staging.vars]
            SHARED = "staging"
            [env.live]
            name = "other"
            main = "b.js"
            routes = []
            """
        ])
        let staging = try WorkerProject.load(from: folder.path, environment: "staging")
        #expect(staging.name.text == "hello-staging")
        #expect(staging.main == "\(folder.path)/a.js")
        #expect(staging.compatibility.date == "2026-01-31")
        #expect(staging.bindings == [try Binding(name: "SHARED", value: .plainText("staging"))])
        #expect(staging.unsupported.map(\.path) == ["env.staging.queues"])
        #expect(staging.warnings.map(\.code) == [.variableNotInherited])
        let live = try WorkerProject.load(from: folder.path, environment: "live")
        #expect(live.name.text == "other")
        #expect(live.main == "\(folder.path)/b.js")
        #expect(live.bindings.isEmpty)
        #expect(live.unsupported.isEmpty)
    }

    @Test("an unknown environment, key, flag or rule is answered with what was probably meant")
    func suggests() throws {
        let folder = try TemporaryFolder([
            "wrangler.toml": """
            name = "hello"
            main = "a.js"
            compatability_date = "2026-01-31"
            compatibility_flags = ["nodejs_compta", "url_standard", "nodejs_compat"]
            [env.staging]
            """
        ])
        let project = try WorkerProject.load(from: folder.path)
        #expect(
            project.warnings.map(\.code) == [
                .keyUnknown, .compatibilityDateMissing, .flagUnknown, .flagNotInterpreted,
            ]
        )
        #expect(project.warnings[0].text.contains("compatibility_date"))
        #expect(project.warnings[0].place?.position == TextPosition(line: 3, column: 1))
        #expect(project.warnings[2].text.contains("stored, not interpreted"))
        #expect(project.warnings[2].text.contains("\"nodejs_compat\""))
        #expect(project.compatibility.flags.count == 3)
        let error = #expect(throws: ProjectError.self) {
            try WorkerProject.load(from: folder.path, environment: "stagin")
        }
        #expect(error?.code == .environmentUnknown)
        #expect(error?.reason.contains("staging") == true)
    }

    @Test("looks for additional modules when told to, and when nothing is bundled")
    func findsAdditional() throws {
        let start = "name = \"hello\"\nmain = \"src/a.js\"\n"
        let table: [(String, String?)] = [
            ("", nil), ("no_bundle = true", "/src"), ("find_additional_modules = true", "/src"),
            ("no_bundle = true\nfind_additional_modules = false", nil),
            ("no_bundle = true\nbase_dir = \"lib\"", "/lib"),
        ]
        for (line, expected) in table {
            let folder = try TemporaryFolder(["wrangler.toml": start + line])
            let project = try WorkerProject.load(from: folder.path)
            #expect(project.additionalModulesFolder == expected.map { folder.path + $0 }, "\(line)")
        }
    }

    struct Refusal: CustomTestStringConvertible {
        let text: String
        let code: ProjectError.Code
        let line: Int?
        var testDescription: String { "\(code): \(text.prefix(60))" }

        init(_ code: ProjectError.Code, line: Int?, _ text: String) {
            (self.text, self.code, self.line) = (text, code, line)
        }
    }

    @Test(
        "refuses what cannot be deployed, with code and line",
        arguments: [
            Refusal(.fieldMissing, line: nil, "main = \"a.js\""),
            Refusal(.fieldMissing, line: nil, "name = \"hello\""),
            Refusal(.configurationSyntax, line: 2, "name = \"hello\"\nmain = "),
            Refusal(.fieldType, line: 2, "name = \"hello\"\nmain = 3"),
            Refusal(.fieldType, line: 1, "name = []\nmain = \"a.js\""),
            Refusal(.nameInvalid, line: 1, "name = \"Hello\"\nmain = \"a.js\""),
            Refusal(.nameInvalid, line: 1, "name = \"he_llo\"\nmain = \"a.js\""),
            Refusal(.nameInvalid, line: 1, "name = \"-hello\"\nmain = \"a.js\""),
            Refusal(.nameInvalid, line: 1, "name = \"\(String(repeating: "a", count: 64))\"\nmain = \"a.js\""),
            Refusal(.compatibilityDateInvalid, line: 3, minimal("x") + "compatibility_date = \"2026-1-31\""),
            Refusal(.compatibilityDateInvalid, line: 3, minimal("x") + "compatibility_date = \"2026-13-01\""),
            Refusal(.fieldType, line: 3, minimal("x") + "compatibility_date = 20260131"),
            Refusal(.fieldType, line: 3, minimal("x") + "compatibility_flags = \"nodejs_compat\""),
            Refusal(.bindingInvalid, line: 3, minimal("x") + "vars = { \"not-a-name\" = \"\" }"),
            Refusal(.bindingInvalid, line: 3, minimal("x") + "vars.1A = \"\""),
            Refusal(.bindingInvalid, line: 4, minimal("x") + "vars.A = \"\"\nversion_metadata = { binding = \"A\" }"),
            Refusal(.fieldMissing, line: 3, minimal("x") + "version_metadata = {}"),
            Refusal(.fieldType, line: 3, minimal("x") + "rules = [{ type = \"Txt\", globs = [] }]"),
            Refusal(.fieldMissing, line: 3, minimal("x") + "rules = [{ type = \"Text\" }]"),
            Refusal(.fieldType, line: 3, minimal("x") + "no_bundle = \"yes\""),
        ]
    )
    func refuses(_ example: Refusal) throws {
        let folder = try TemporaryFolder(["wrangler.toml": example.text])
        let error = #expect(throws: ProjectError.self) { try WorkerProject.load(from: folder.path) }
        #expect(error?.code == example.code)
        #expect(error?.place?.position?.line == example.line)
        #expect(error?.place?.file == "\(folder.path)/wrangler.toml")
    }

    @Test("says so when there is no configuration, and when it cannot be a file")
    func refusesMissing() throws {
        let folder = try TemporaryFolder(["sub/x": ""])
        #expect(throws: ProjectError.self) { try WorkerProject.load(from: folder.path) }
        let error = #expect(throws: ProjectError.self) {
            try WorkerProject.load(from: folder.path, configuration: "sub")
        }
        #expect(error?.code == .configurationUnreadable)
    }

    @Test("a name given by hand replaces the configuration's, by the same rule")
    func overridesName() throws {
        let folder = try TemporaryFolder(["wrangler.toml": Self.minimal("hello")])
        #expect(try WorkerProject.load(from: folder.path, name: "other").name.text == "other")
        let error = #expect(throws: ProjectError.self) { try WorkerProject.load(from: folder.path, name: "No") }
        #expect(error?.code == .nameInvalid)
    }

    static func minimal(_ name: String) -> String { "name = \"\(name)\"\nmain = \"a.js\"\n" }
}
