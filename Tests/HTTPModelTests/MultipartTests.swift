import HTTPModel
import Testing

@Suite("A multipart form", .timeLimit(.minutes(1)))
struct MultipartTests {
    static let form = [
        "preamble\r\n--b\r\n",
        "Content-Disposition: form-data; name=\"one\"\r\n\r\n",
        "first\r\nline\r\n--b\r\n",
        "content-disposition: form-data; filename=\"C:\\dir\\a\\\"b%22.js\"; name=two\r\n",
        "Content-Type: application/javascript+module\r\n\r\n",
        "\r\n--less\r--\r\n-\r\n--b  \t\r\n",
        "Content-Disposition: form-data; name=\"empty\"\r\n\r\n",
        "--b\r\n",
        "Content-Disposition: form-data; name=\"last\"\r\n\r\n",
        "\r\n--b--\r\nepilogue",
    ].joined()

    static let expected = [
        "one|-|-|first\r\nline",
        "two|C:\\dir\\a\"b\".js|application/javascript+module|\r\n--less\r--\r\n-",
        "empty|-|-|",
        "last|-|-|",
    ]

    @Test("reads the same however the bytes are cut")
    func cuts() async throws {
        let bytes = Array(Self.form.utf8)
        for cut in 0...bytes.count {
            let body = HTTPBody.concatenation([.bytes(Array(bytes[..<cut])), .bytes(Array(bytes[cut...]))])
            #expect(try await read(body) == Self.expected, "cut at \(cut)")
        }
        #expect(try await read(.concatenation(bytes.map { .bytes([$0]) })) == Self.expected)
    }

    @Test("passes over content that nobody asks for")
    func skipping() async throws {
        var reader = MultipartReader(.text(Self.form), boundary: try MultipartBoundary("b"))
        var names: [String] = []
        while let part = try await reader.nextPart() { names.append(part.name) }
        #expect(names == ["one", "two", "empty", "last"])
        #expect(try await reader.nextPart() == nil)
        #expect(try await reader.nextChunk() == nil)
    }

    @Test("is truncated wherever it ends before its last boundary")
    func truncated() async throws {
        let bytes = Array(Self.form.utf8)
        let end = bytes.count - "\r\nepilogue".utf8.count
        for cut in 0..<end {
            await #expect(throws: MultipartError.truncated, "cut at \(cut)") {
                try await read(.bytes(Array(bytes[..<cut])))
            }
        }
    }

    struct Refusal: Sendable {
        let form: String
        let error: MultipartError
    }

    static let refusals: [Refusal] = [
        Refusal(form: "--bx\r\n", error: .malformedBoundary),
        Refusal(form: "--b\r\nno field\r\n\r\n", error: .malformedHead(part: 1)),
        Refusal(form: "--b\r\nA: b\r\n folded\r\n\r\n", error: .malformedHead(part: 1)),
        Refusal(form: "--b\r\nA: \u{1}\r\n\r\n", error: .malformedHead(part: 1)),
        Refusal(form: "--b\r\nContent-Type: a/b\r\n\r\n\r\n--b--", error: .unnamedPart(part: 1)),
        Refusal(form: "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--", error: .unnamedPart(part: 1)),
        Refusal(
            form: "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--b--",
            error: .unnamedPart(part: 1)
        ),
        Refusal(
            form: "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n\r\n--b--",
            error: .unnamedPart(part: 1)
        ),
        Refusal(
            form: "--b\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n\r\n--b--",
            error: .unnamedPart(part: 1)
        ),
        Refusal(
            form: "--b\r\nX: \(String(repeating: "x", count: 100))\r\n\r\n",
            error: .headTooLarge(part: 1, limit: 90)
        ),
        Refusal(
            form: "--b\r\n" + String(repeating: "X: x\r\n", count: 20),
            error: .headTooLarge(part: 1, limit: 90)
        ),
        Refusal(form: String(repeating: "x", count: 50) + "\r\n--b--", error: .preambleTooLarge(limit: 40)),
        Refusal(form: "--b--" + String(repeating: "x", count: 50), error: .epilogueTooLarge(limit: 40)),
        Refusal(
            form: String(repeating: "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", count: 3),
            error: .tooManyParts(limit: 2)
        ),
    ]

    @Test("is refused by name when it is malformed or too large", arguments: refusals)
    func refused(refusal: Refusal) async {
        await #expect(throws: refusal.error) { try await read(.text(refusal.form), limits: Self.tightLimits) }
    }

    static let tightLimits: MultipartLimits = {
        var limits = MultipartLimits()
        limits.parts = 2
        limits.partHeadBytes = 90
        limits.preambleBytes = 40
        limits.epilogueBytes = 40
        return limits
    }()

    @Test("reads its boundary from the content type")
    func boundary() throws {
        let read = { (type: String) throws(MultipartError) in try MultipartBoundary(contentType: type).text }
        #expect(try read("multipart/form-data; boundary=abc") == "abc")
        #expect(try read("Multipart/Form-Data ; charset=utf-8; BOUNDARY=\"a b?\"") == "a b?")
        for type in [
            "multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"a ", "multipart/form-data; boundary=\"a \"",
            "multipart/form-data; boundary=\(String(repeating: "x", count: 71))", "",
            "multipart/form-data; boundary=a b",
        ] {
            #expect(throws: MultipartError.noBoundary, "\(type)") { try read(type) }
        }
    }

    @Test("that was written reads back, with its length known beforehand")
    func roundTrip() async throws {
        var writer = MultipartWriter()
        writer.add("a\"\r\n\\", body: .text("1"))
        writer.add(
            "file",
            filename: "dir/ü\\.js\\",
            contentType: "text/x",
            body: .concatenation([.text("2"), .text("3")])
        )
        let boundary = try MultipartBoundary(contentType: writer.contentType)
        let bytes = try await writer.body.collect(upTo: 1000)
        #expect(bytes.count == writer.body.length)
        let parts = try await read(.bytes(bytes), boundary: boundary)
        #expect(parts == ["a\"\r\n\\|-|-|1", "file|dir/ü\\.js\\|text/x|23"])
        let empty = MultipartWriter()
        #expect(try await read(empty.body, boundary: MultipartBoundary(contentType: empty.contentType)).isEmpty)
    }

    private func read(
        _ body: HTTPBody,
        boundary: MultipartBoundary? = nil,
        limits: MultipartLimits = MultipartLimits()
    ) async throws -> [String] {
        var reader = MultipartReader(body, boundary: try boundary ?? MultipartBoundary("b"), limits: limits)
        var parts: [String] = []
        while let part = try await reader.nextPart() {
            let content = String(decoding: try await reader.collectPart(upTo: 1000), as: UTF8.self)
            parts.append("\(part.name)|\(part.filename ?? "-")|\(part.contentType ?? "-")|\(content)")
        }
        return parts
    }
}
