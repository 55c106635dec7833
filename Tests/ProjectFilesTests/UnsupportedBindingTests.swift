import ProjectFiles
import TestSurroundings
import Testing

@Suite("Bindings that nothing here runs are found by name, type and place")
struct UnsupportedBindingTests {
    private func project(_ text: String, environment: String? = nil) throws -> WorkerProject {
        let folder = try TemporaryFolder(["wrangler.toml": "name = \"hello\"\nmain = \"a.js\"\n" + text])
        return try WorkerProject.load(from: folder.path, environment: environment)
    }

    @Test(
        "wherever wrangler's configuration has them",
        arguments: [
            ("d1_databases = [{ binding = \"A\", database_id = \"x\" }]", "d1"),
            ("r2_buckets = [{ binding = \"A\" }]", "r2_bucket"),
            ("durable_objects = { bindings = [{ name = \"A\", class_name = \"C\" }] }", "durable_object_namespace"),
            ("queues = { producers = [{ binding = \"A\", queue = \"q\" }] }", "queue"),
            ("send_email = [{ name = \"A\" }]", "send_email"), ("ai = { binding = \"A\" }", "ai"),
            ("unsafe = { bindings = [{ name = \"A\", type = \"odd\" }] }", "odd"),
            ("wasm_modules = { A = \"a.wasm\" }", "wasm_module"),
        ]
    )
    func found(text: String, type: String) throws {
        let project = try project(text)
        #expect(project.unsupportedBindings.map(\.name) == ["A"])
        #expect(project.unsupportedBindings.map(\.type) == [type])
        #expect(project.unsupportedBindings.first?.place.position?.line == 3)
        #expect(project.unsupported.isEmpty)
    }

    @Test(
        "what binds nothing is only noted",
        arguments: ["r2_buckets = []", "queues = { consumers = [] }", "limits = {}"]
    )
    func unbound(text: String) throws {
        let project = try project(text)
        #expect(project.unsupportedBindings.isEmpty)
        #expect(project.unsupported.count == 1)
    }

    @Test("an environment has its own alone, and a name is given once")
    func environments() throws {
        let text = "r2_buckets = [{ binding = \"A\" }]\n[env.live]\n[vars]\nA = \"\""
        #expect(try project(text, environment: "live").unsupportedBindings.isEmpty)
        let error = #expect(throws: ProjectError.self) { try project(text) }
        #expect(error?.code == .bindingInvalid)
    }
}
