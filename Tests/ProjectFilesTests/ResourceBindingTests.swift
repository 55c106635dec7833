import ProjectFiles
import ReleaseModel
import TestSurroundings
import Testing

@Suite("What a worker is bound to is read per environment, as wrangler reads it")
struct ResourceBindingTests {
    private static let namespace = "5eb63bbbe01eeed093cb22bb8f5acdc3"

    @Test("reads namespaces, services and static files", arguments: ["toml", "jsonc"])
    func reads(syntax: String) throws {
        let folder = try TemporaryFolder(["wrangler.\(syntax)": Self.examples[syntax] ?? ""])
        let project = try WorkerProject.load(from: folder.path)
        let id = try #require(Resource.ID(digits: Self.namespace))
        #expect(
            project.bindings == [
                try Binding(name: "KV", value: .keyValue(id)),
                try Binding(name: "API", value: .service(.init(worker: "api"))),
                try Binding(name: "ADMIN", value: .service(.init(worker: "api", entrypoint: "Admin"))),
                try Binding(name: "FILES", value: .assets),
            ]
        )
        #expect(project.assets?.folder == "\(folder.path)/public")
        #expect(
            project.assets?.rules
                == (try AssetRules(
                    htmlHandling: .forceTrailingSlash,
                    notFoundHandling: .page,
                    workerFirst: .paths(["/api/*", "!/api/docs/*"])
                ))
        )
        #expect(project.keepsVariables)
        #expect(project.unsupported.isEmpty)
        #expect(project.warnings.map(\.code) == [.keyUnknown])
        #expect(project.warnings.first?.text.contains("services[1].props") == true)
    }

    private static let examples = [
        "toml": """
        name = "hello"
        main = "a.js"
        compatibility_date = 2026-01-31
        keep_vars = true
        kv_namespaces = [{ binding = "KV", id = "\(namespace)", preview_id = "x" }]
        services = [
            { binding = "API", service = "api", environment = "production" },
            { binding = "ADMIN", service = "api", entrypoint = "Admin", props = {} },
        ]
        [assets]
        directory = "./public"
        binding = "FILES"
        html_handling = "force-trailing-slash"
        not_found_handling = "404-page"
        run_worker_first = ["/api/*", "!/api/docs/*"]
        """,
        "jsonc": """
        {
          "name": "hello", "main": "a.js", "compatibility_date": "2026-01-31", "keep_vars": true,
          "kv_namespaces": [{ "binding": "KV", "id": "\(namespace)" }],
          "services": [
            { "binding": "API", "service": "api" },
            { "binding": "ADMIN", "service": "api", "entrypoint": "Admin", "props": {} }
          ],
          "assets": {
            "directory": "public/", "binding": "FILES", "html_handling": "force-trailing-slash",
            "not_found_handling": "404-page", "run_worker_first": ["/api/*", "!/api/docs/*"]
          }
        }
        """,
    ]

    @Test("static files are inherited by environments, what is bound to is not")
    func inherits() throws {
        let folder = try TemporaryFolder([
            "wrangler.toml": """
            name = "hello"
            compatibility_date = 2026-01-31
            kv_namespaces = [{ binding = "KV", id = "\(Self.namespace)" }]
            services = [{ binding = "API", service = "api" }]
            [assets]
            directory = "public"
            run_worker_first = true
            [env.staging]
            services = [{ binding = "API", service = "api-staging" }]
            [env.live.assets]
            directory = "dist"
            """
        ])
        let staging = try WorkerProject.load(from: folder.path, environment: "staging")
        #expect(staging.bindings == [try Binding(name: "API", value: .service(.init(worker: "api-staging")))])
        #expect(staging.assets?.folder == "\(folder.path)/public")
        #expect(staging.assets?.rules.workerFirst == .always)
        #expect(staging.main == nil)
        let live = try WorkerProject.load(from: folder.path, environment: "live")
        #expect(live.bindings.isEmpty)
        #expect(live.assets?.folder == "\(folder.path)/dist")
        #expect(live.assets?.rules.workerFirst == .never)
    }

    @Test(
        "refuses what makes no sense, with code and place",
        arguments: [
            ("kv_namespaces = 1", ProjectError.Code.fieldType, "3:17"),
            ("kv_namespaces = [{ id = \"\(namespace)\" }]", .fieldMissing, "3:18"),
            ("kv_namespaces = [{ binding = \"KV\" }]", .fieldMissing, "3:18"),
            ("kv_namespaces = [{ binding = \"KV\", id = \"x\" }]", .bindingInvalid, "3:41"),
            ("kv_namespaces = [{ binding = \"K V\", id = \"\(namespace)\" }]", .bindingInvalid, "3:30"),
            ("services = [{ binding = \"A\" }]", .fieldMissing, "3:13"),
            ("services = [{ binding = \"A\", service = [] }]", .fieldType, "3:40"),
            (
                "services = [{ binding = \"A\", service = \"a\" }, { binding = \"A\", service = \"b\" }]",
                .bindingInvalid, "3:59"
            ),
            ("services = [{ binding = \"A\", service = \"a\" }]\nvars = { A = \"\" }", .bindingInvalid, "3:25"),
            ("assets = {}", .fieldMissing, "3:10"),
            ("assets = { directory = \"d\", html_handling = \"auto\" }", .fieldType, "3:45"),
            ("assets = { directory = \"d\", not_found_handling = 404 }", .fieldType, "3:50"),
            ("assets = { directory = \"d\", run_worker_first = \"/a\" }", .fieldType, "3:48"),
            ("assets = { directory = \"d\", run_worker_first = [\"!/a\"] }", .fieldType, "3:48"),
            ("keep_vars = 1", .fieldType, "3:13"),
        ]
    )
    func refuses(line: String, code: ProjectError.Code, position: String) throws {
        let folder = try TemporaryFolder(["wrangler.toml": "name = \"hello\"\nmain = \"a.js\"\n\(line)\n"])
        let error = #expect(throws: ProjectError.self) { try WorkerProject.load(from: folder.path) }
        #expect(error?.code == code)
        #expect(error?.place?.description == "\(folder.path)/wrangler.toml:\(position)")
    }

    @Test("static files without code cannot be bound to it")
    func withoutCode() throws {
        let folder = try TemporaryFolder([
            "wrangler.toml": "name = \"hello\"\nassets = { directory = \"d\", binding = \"FILES\" }\n"
        ])
        let error = #expect(throws: ProjectError.self) { try WorkerProject.load(from: folder.path) }
        #expect(error?.code == .bindingInvalid)
        #expect(error?.place?.position?.line == 2)
    }
}
