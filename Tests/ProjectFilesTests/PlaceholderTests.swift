import Glibc
import TestSurroundings
import Testing

@testable import ProjectFiles

@Suite("Placeholders of an s.yaml")
struct PlaceholderTests {
    /// The region of a project of one function, whose text is given with what stands above it.
    private static func region(_ text: String, above: String = "", files: [String: String] = [:]) throws -> String? {
        try project(text, above: above, files: files).functions.first?.region
    }

    private static func project(
        _ text: String,
        above: String = "",
        files: [String: String] = [:]
    ) throws -> ServerlessProject {
        let yaml = """
            \(above)
            services:
              hello:
                component: fc
                props:
                  region: \(text)
                  service: ${vars.service}
                  function: {name: hello, runtime: python3, handler: index.handler, codeUri: code, timeout: 60}
            vars:
              service: {name: greetings, description: "${env(USER)}'s"}
              list: [zero, one]
              loop: ${vars.pool}
              pool: [1, "${vars.loop}"]
              direct: ${vars.direct}
            """
        let folder = try TemporaryFolder(files.merging(["project/s.yaml": yaml]) { $1 })
        return try ServerlessProject.load(from: "\(folder.path)/project", environment: ["USER": "me", "EMPTY": ""])
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let text: String
        let region: String
        var testDescription: String { text }
    }

    @Test(
        "are written out",
        arguments: [
            Example(text: "plain", region: "plain"),
            Example(text: "${env(USER)}", region: "me"),
            Example(text: "${ env('USER') }", region: "me"),
            Example(text: "a-${env(USER)}-${vars.list.1}", region: "a-me-one"),
            Example(text: "${file(region.txt)}", region: "local"),
            Example(text: "${file(./in/region.txt)}", region: "near"),
            Example(text: "${this.props.function.name}", region: "hello"),
            Example(text: "${hello.props.function.name}", region: "hello"),
            Example(text: "${this.props.service.name}", region: "greetings"),
            Example(text: "${this.props.service.description}", region: "me's"),
            Example(text: "${this.props.function.timeout}", region: "60"),
            Example(text: "t${this.props.function.timeout}", region: "t60"),
            Example(text: "${PORT}", region: "${PORT}"),
            Example(text: "a ${ b", region: "a ${ b"),
        ]
    )
    func written(_ example: Example) throws {
        let files = ["project/region.txt": "local", "project/in/region.txt": "near"]
        #expect(try Self.region("\"\(example.text)\"", files: files) == example.region)
    }

    @Test("that are one word stay, with a warning")
    func words() throws {
        let warnings = try Self.project("${PORT}").warnings
        #expect(warnings.map(\.code) == [.placeholderKept])
        #expect(warnings.first?.place?.position?.line == 6)
    }

    @Test(
        "are refused with their place",
        arguments: [
            ("${env(MISSING)}", "the environment has no MISSING"),
            ("${vars.missing}", "there is no vars.missing, which ${vars.missing} refers to"),
            ("${vars.list.7}", "there is no vars.list.7, which ${vars.list.7} refers to"),
            ("${other.props.region}", "there is no services.other.props.region, which ${other.props.region} refers to"),
            ("x${vars.list}", "${vars.list} is an array, which cannot stand within a text"),
            (
                "${this.output.url}",
                "${this.output.url} refers to \"output\", of which nothing is known before a deployment"
            ),
            ("${config(AccountID)}", "${config(AccountID)} is no placeholder that can be written out here"),
            ("${vars.${env(USER)}}", "${vars.${env(USER)} is no placeholder that can be written out here"),
            ("${this.props.region}", "${this.props.region} refers to itself"),
            ("${vars.direct}", "${vars.direct} refers to itself"),
            ("${vars.loop}", "${vars.loop} refers to itself"),
        ]
    )
    func refused(text: String, reason: String) throws {
        let error = #expect(throws: ProjectError.self) { try Self.region("\"\(text)\"") }
        #expect(error?.code == .placeholderInvalid)
        #expect(error?.reason == reason)
        #expect(error?.place?.position != nil)
    }

    @Test("read no file outside of the project, also not by a link")
    func outside() throws {
        for path in ["/etc/hostname", "../secret", "link", "missing"] {
            let yaml = "name: ${file(\(path))}\nservices: {}\n"
            let folder = try TemporaryFolder(["secret": "text", "project/s.yaml": yaml])
            #expect(symlink("../secret", "\(folder.path)/project/link") == 0)
            let error = #expect(throws: ProjectError.self) {
                try ServerlessProject.load(from: "\(folder.path)/project", environment: [:])
            }
            #expect(error?.reason.hasSuffix("/project") == (path != "missing"), "\(path)")
        }
    }

    @Test("that lead through others are followed, up to a limit")
    func chains() throws {
        let links = (0..<40).map { "  v\($0): ${vars.v\($0 + 1)}\n" }.joined() + "  v40: end\n"
        let above = links.replacing("vars.v", with: "links.props.v")
        let services = "services:\n  links:\n    props:\n" + above.split(separator: "\n").map { "    \($0)\n" }.joined()
        let folder = try TemporaryFolder(["s.yaml": services])
        let file = try ConfigurationFile.load("\(folder.path)/s.yaml")
        func resolve(_ text: String) throws(ProjectError) -> ConfigurationNode.Value {
            var resolver = PlaceholderResolver(file: file, environment: [:])
            let node = ConfigurationNode(value: .string(text), position: TextPosition(line: 1, column: 1))
            return try resolver.resolve(node, this: nil).value
        }
        #expect(try resolve("${links.props.v9}") == .string("end"))
        let error = #expect(throws: ProjectError.self) { try resolve("${links.props.v8}") }
        #expect(error?.reason == "${links.props.v40} leads through more than 32 references")
    }

    @Test("cannot stand for more than the limits, however short they are")
    func laughs() throws {
        let levels = (1..<9).map { level in
            "  a\(level): [" + Array(repeating: "\"${vars.a\(level - 1)}\"", count: 9).joined(separator: ",") + "]\n"
        }
        let text = "vars:\n  a0: lol\n" + levels.joined() + "services: {x: {component: fc, props: \"${vars.a8}\"}}\n"
        let folder = try TemporaryFolder(["s.yaml": text])
        let error = #expect(throws: ProjectError.self) {
            try ServerlessProject.load(from: folder.path, environment: [:])
        }
        #expect(error?.code == .placeholderInvalid)
        #expect(error?.reason == "placeholders write out more than 100000 values or 4194304 bytes")
    }
}
