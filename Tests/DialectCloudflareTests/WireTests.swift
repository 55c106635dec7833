import FoundationEssentials
import HTTPModel
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("Values on the wire")
struct WireTests {
    @Test(
        "times always have six digits behind the point, so that they sort as texts",
        arguments: [
            (0.0, "1970-01-01T00:00:00.000000Z"), (1_795_271_676.5, "2026-11-21T14:34:36.500000Z"),
            (1_795_271_676.000_001, "2026-11-21T14:34:36.000001Z"),
        ]
    )
    func times(seconds: Double, text: String) {
        #expect(WireTime.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test("numbers stay decimal")
    func decimals() throws {
        let value = try JSONValue(parsing: Array(#"{"percentage":33.333}"#.utf8))
        #expect(value["percentage"]?.number.map { "\($0)" } == "33.333")
        #expect(value.text == #"{"percentage":33.333}"#)
    }

    @Test(
        "pages end, however far one asks",
        arguments: [
            ("", 1, 10), ("page=0", 1, 10), ("page=-4&per_page=-1", 1, 1),
            ("page=9223372036854775807&per_page=99999", .max, 1_000),
            ("page=x&per_page=y", 1, 10),
        ]
    )
    func pages(query: String, number: Int, size: Int) throws {
        let page = ListPage(try HTTPTarget("/?\(query)").query, standardSize: 10)
        #expect(page.number == number && page.size == size)
        #expect(number == 1 || page.of([1, 2, 3]).isEmpty)
        _ = page.info(count: 0, total: 3)
    }

    @Test("a message is cut at a whole character")
    func cuts() {
        #expect("aäb".prefix(bytes: 2) == "a")
        #expect("aäb".prefix(bytes: 3) == "aä")
        #expect("aäb".prefix(bytes: 9) == "aäb")
    }
}
