import FoundationEssentials
import HTTPModel
import ReleaseModel
import Testing

@testable import RuntimeSupervision

@Suite("A call reaches what the bindings of its own version name, and nothing else")
struct BindingDispatchTests {
    private let services = EchoServices()

    private func dispatch() throws -> BindingDispatch {
        let bindings = try [
            Binding(name: "KV", value: .keyValue(Resource.ID(UUID()))),
            Binding(name: "SERVICE", value: .service(.init(worker: "target"))),
            Binding(name: "TEXT", value: .plainText("text")),
            Binding(name: "DB", value: .unsupported(type: "d1", document: "{}")),
        ]
        let component = try LaunchSpecification.example([File("index.js", "")], bindings: bindings).component
        let ports = BindingPorts(keyValue: MemoryNamespaces(), services: services, assets: services)
        return BindingDispatch(key: .example(), component: component, ports: ports)
    }

    private func answer(_ json: String) async throws -> BindingAnswer.Head {
        let frame = ControlFrame(.call, id: 1, payload: Array(json.utf8))
        guard case .call(.begin(let call), id: 1) = try HarnessMessage(frame) else {
            throw ControlViolation.malformed(type: 71)
        }
        return try await dispatch().answer(call, body: .empty).head
    }

    private func fetch(_ binding: String, url: String = "http://a/", method: String = "GET", depth: Int = 1) -> String {
        #"{"binding":"\#(binding)","operation":"fetch","method":"\#(method)","url":"\#(url)","headers":[],"#
            + #""depth":\#(depth),"hasBody":false}"#
    }

    @Test("others are refused by name", arguments: ["NONE", "TEXT", "DB", "ASSETS"])
    func unknown(_ name: String) async throws {
        let head = try await answer(fetch(name))
        #expect(head.message == "There is no binding “\(name)” that could do this.")
        #expect(services.calls.isEmpty)
    }

    @Test("a binding does what its kind does")
    func wrongKind() async throws {
        let get = #"{"binding":"SERVICE","operation":"get","key":"a","depth":1,"hasBody":false}"#
        #expect(try await answer(get).message == "There is no binding “SERVICE” that could do this.")
        #expect(try await answer(fetch("KV")).message == "A key-value namespace has no fetch().")
    }

    @Test(
        "a malformed request is refused",
        arguments: [
            ("file:///etc/passwd", "GET"), ("http:///", "GET"), ("http://user@a/", "GET"), ("http://a/%zz", "GET"),
            ("http://a/", "G T"),
        ]
    )
    func malformed(url: String, method: String) async throws {
        #expect(try await answer(fetch("SERVICE", url: url, method: method)).headers == nil)
        #expect(services.calls.isEmpty)
    }

    @Test("a depth that cannot be is refused", arguments: [0, -1, ServiceCall.depthLimit + 1])
    func depth(_ depth: Int) async throws {
        #expect(try await answer(fetch("SERVICE", depth: depth)).message?.contains("depth limit") == true)
        #expect(services.calls.isEmpty)
    }

    @Test("a call that cannot be read is a violation", arguments: ["", "{}", #"{"binding":"KV","operation":"drop"}"#])
    func unreadable(_ json: String) {
        #expect(throws: ControlViolation.malformed(type: 71)) {
            try HarnessMessage(ControlFrame(.call, payload: Array(json.utf8)))
        }
    }

    @Test("URLs are cut into what a request needs")
    func urls() {
        let url = AbsoluteURL("https://a.example:8443/x/y?q=1#fragment")
        #expect(url?.scheme == "https")
        #expect(url?.authority == "a.example:8443")
        #expect(url?.target == "/x/y?q=1")
        #expect(AbsoluteURL("http://a?q")?.target == "/?q")
        for text in ["", "a", "ftp://a/", "http://", "http:///x", "http://u:p@a/"] { #expect(AbsoluteURL(text) == nil) }
    }
}
