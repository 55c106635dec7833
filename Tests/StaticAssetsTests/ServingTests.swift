import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

@Suite("A file")
struct ServingTests {
    let site: Site
    let tag: String

    init() throws {
        site = try Site(["/a.css", "/404.html"], AssetRules(notFoundHandling: .page))
        tag = "\"\(try Site.digest(0).hex)\""
    }

    @Test("is served with its tag, its type, and word that it may be kept but is to be asked for")
    func plain() throws {
        let response = site.response("/a.css")
        #expect(response.status == .ok)
        #expect(response.slice?.digest == (try Site.digest(0)))
        #expect(response.slice?.range == 0..<10)
        #expect(response.length == 10)
        #expect(
            response.fields == [
                "ETag": HTTPFieldValue(stringLiteral: tag), "Cache-Control": "public, max-age=0, must-revalidate",
                "Content-Type": "text/css; charset=utf-8", "Accept-Ranges": "bytes",
            ]
        )
    }

    @Test("shows HEAD its head")
    func head() {
        let response = site.response("/a.css", .head, fields: ["Range": "bytes=0-1"])
        #expect(response.status == .ok)
        #expect(response.slice == nil)
        #expect(response.length == 10)
        #expect(site.response("/x", .head).status == .notFound)
        #expect(site.response("/x", .head).length == 10)
    }

    @Test("is not to be kept by what asks with credentials or for a part", arguments: ["Authorization", "Range"])
    func uncached(name: String) throws {
        let response = site.response("/a.css", fields: [try HTTPFieldName(name): "bytes=0-1"])
        #expect(!response.fields.contains(.cacheControl))
    }

    struct Condition: Sendable {
        /// `TAG` stands for the file's own.
        let values: [String]
        let isFresh: Bool
    }

    @Test(
        "is not sent to whoever has it",
        arguments: [
            Condition(values: ["TAG"], isFresh: true),
            Condition(values: ["W/TAG"], isFresh: true),
            Condition(values: ["*"], isFresh: true),
            Condition(values: ["\"x\", W/\"y\" ,TAG"], isFresh: true),
            Condition(values: ["\"x\"", "TAG"], isFresh: true),
            Condition(values: [], isFresh: false),
            Condition(values: [""], isFresh: false),
            Condition(values: ["\"x\""], isFresh: false),
            Condition(values: ["W/W/TAG"], isFresh: false),
            Condition(values: ["w/TAG"], isFresh: false),
        ]
    )
    func conditions(condition: Condition) throws {
        var fields: HTTPFields = [:]
        for value in condition.values {
            fields.append("If-None-Match", try HTTPFieldValue(value.replacing("TAG", with: tag)))
        }
        for method in [HTTPMethod.get, .head] {
            let response = site.response("/a.css", method, fields: fields)
            #expect(response.status == (condition.isFresh ? .notModified : .ok))
            #expect(response.fields[.eTag] == tag)
            #expect((response.length == nil) == condition.isFresh)
            #expect(response.fields.contains(.contentType) != condition.isFresh)
            #expect((response.slice == nil) == (condition.isFresh || method == .head))
        }
    }

    @Test("that stands for what is not found is sent whole, whatever the client has")
    func unconditional() throws {
        let fields: HTTPFields = ["If-None-Match": "*", "Range": "bytes=0-1"]
        let response = site.response("/x", fields: fields)
        #expect(response.status == .notFound)
        #expect(response.slice?.range == 0..<10)
        #expect(!response.fields.contains("Accept-Ranges"))
    }

    struct Part: Sendable {
        let range: String
        /// `nil` for the whole file, an empty range for none of it.
        let part: Range<Int>?

        init(_ range: String, _ part: Range<Int>?) {
            (self.range, self.part) = (range, part)
        }
    }

    static let parts: [Part] = [
        Part("bytes=0-0", 0..<1),
        Part("bytes=2-5", 2..<6),
        Part("bytes=2-", 2..<10),
        Part("bytes=0-9", 0..<10),
        Part("bytes=5-99", 5..<10),
        Part("bytes=-3", 7..<10),
        Part("bytes=-99", 0..<10),
        Part("BYTES= 2-5 ", 2..<6),
        Part("bytes=1-99999999999999999999", 1..<10),
        Part("bytes=-99999999999999999999", 0..<10),
        Part("bytes=9223372036854775807-9223372036854775807", 0..<0),
        Part("bytes=10-", 0..<0),
        Part("bytes=10-20", 0..<0),
        Part("bytes=-0", 0..<0),
        Part("bytes=99999999999999999999-", 0..<0),
        // What cannot be read, and several at once, may be ignored.
        Part("bytes=0-1,3-4", nil),
        Part("bytes=5-2", nil),
        Part("bytes=-", nil),
        Part("bytes=", nil),
        Part("bytes", nil),
        Part("", nil),
        Part("bytes=a-b", nil),
        Part("bytes=+1-2", nil),
        Part("bytes=1-x", nil),
        Part("bytes=x-1", nil),
        Part("bytes=1--2", nil),
        Part("lines=1-2", nil),
    ]

    @Test("is sent in part to whoever asks for one", arguments: parts)
    func ranges(row: Part) throws {
        let response = site.response("/a.css", fields: ["Range": try HTTPFieldValue(row.range)])
        switch row.part {
        case nil:
            #expect(response.status == .ok)
            #expect(response.slice?.range == 0..<10)
            #expect(!response.fields.contains("Content-Range"))
        case let part? where part.isEmpty:
            #expect(response.status == .rangeNotSatisfiable)
            #expect(response.slice == nil)
            #expect(response.length == 0)
            #expect(response.fields["Content-Range"] == "bytes */10")
        case let part?:
            #expect(response.status == .partialContent)
            #expect(response.slice?.range == part)
            #expect(response.length == part.count)
            #expect(response.fields["Content-Range"] == "bytes \(part.lowerBound)-\(part.upperBound - 1)/10")
        }
    }

    @Test("is sent in part only if it is still the one that the part is of")
    func ifRange() throws {
        let range: HTTPFieldName = "Range"
        let own = HTTPFieldValue(stringLiteral: tag)
        let weak = HTTPFieldValue(stringLiteral: "W/" + tag)
        let date: HTTPFieldValue = "Sat, 21 Nov 2026 00:00:00 GMT"
        #expect(site.response("/a.css", fields: [range: "bytes=0-1", "If-Range": own]).status == .partialContent)
        #expect(site.response("/a.css", fields: [range: "bytes=0-1", "If-Range": weak]).status == .ok)
        #expect(site.response("/a.css", fields: [range: "bytes=0-1", "If-Range": date]).status == .ok)
        let fresh: HTTPFields = [range: "bytes=0-1", "If-None-Match": own]
        #expect(site.response("/a.css", fields: fresh).status == .notModified)
    }

    @Test("of no bytes has no parts and no body")
    func empty() throws {
        let file = try AssetBundle.File(path: "/empty", digest: Site.digest(0), size: 0)
        let table = AssetTable(try AssetBundle(files: [file], rules: AssetRules()), worker: .none)
        let whole = table.answer(AssetRequest(.get, host: "h", path: "/empty"))
        #expect(whole.status == .ok)
        #expect(whole.slice == nil)
        #expect(whole.length == 0)
        #expect(!whole.fields.contains(.contentType))
        for range in ["bytes=0-", "bytes=-1"] {
            let fields: HTTPFields = ["Range": try HTTPFieldValue(range)]
            let part = table.answer(AssetRequest(.get, host: "h", path: "/empty", fields: fields))
            #expect(part.status == .rangeNotSatisfiable)
        }
    }

    struct Typing: Sendable {
        let path: String
        var stated: String?
        let type: String?
    }

    @Test(
        "has the type that was stated, else that of its extension",
        arguments: [
            Typing(path: "/a.html", stated: "text/x-own", type: "text/x-own"),
            Typing(path: "/a.js", type: "text/javascript; charset=utf-8"),
            Typing(path: "/a.b.PNG", type: "image/png"),
            Typing(path: "/a.svg", type: "image/svg+xml"),
            Typing(path: "/a.json", type: "application/json"),
            Typing(path: "/a.wasm", type: "application/wasm"),
            Typing(path: "/a.woff2", type: "font/woff2"),
            Typing(path: "/a.unheard-of", type: nil),
            Typing(path: "/a", type: nil),
            Typing(path: "/a.", type: nil),
            Typing(path: "/a.png/b", type: nil),
        ]
    )
    func types(row: Typing) throws {
        let file = try AssetBundle.File(path: row.path, digest: Site.digest(0), size: 1, contentType: row.stated)
        let rules = try AssetRules(htmlHandling: .none)
        let table = AssetTable(try AssetBundle(files: [file], rules: rules), worker: .none)
        #expect(table.answer(AssetRequest(.get, host: "h", path: row.path)).fields[.contentType] == row.type)
    }
}
