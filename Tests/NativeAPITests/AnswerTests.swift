import FoundationEssentials
import Testing

@testable import NativeAPI

@Suite("Answers are written as documented")
struct AnswerTests {
    @Test(
        "times keep their milliseconds",
        arguments: [
            (1_800_000_000.123, "2027-01-15T08:00:00.123Z"), (1_800_000_000, "2027-01-15T08:00:00.000Z"),
            (0.001, "1970-01-01T00:00:00.001Z"), (1_799_999_999.999, "2027-01-15T07:59:59.999Z"),
        ]
    )
    func times(_ seconds: Double, _ text: String) {
        #expect(Timestamp(Date(timeIntervalSince1970: seconds)).description == text)
    }

    @Test("no millisecond of a second is lost")
    func allMilliseconds() {
        for number in 0..<1_000 {
            let date = Date(timeIntervalSince1970: 1_800_000_000 + Double(number) / 1_000)
            let digits = String(1_000 + number).dropFirst()
            #expect(Timestamp(date).description == "2027-01-15T08:00:00.\(digits)Z")
        }
    }

    @Test(
        "an attachment has a harmless name",
        arguments: [
            ("index.js", "attachment; filename=\"index.js\"; filename*=UTF-8''index.js"),
            ("lib/a b.js", "attachment; filename=\"a b.js\"; filename*=UTF-8''a%20b.js"),
            ("x\"y.js", "attachment; filename=\"x_y.js\"; filename*=UTF-8''x%22y.js"),
            ("ü.txt", "attachment; filename=\"_.txt\"; filename*=UTF-8''%C3%BC.txt"),
        ]
    )
    func attachments(_ path: String, _ disposition: String) {
        #expect(Attachment(path).description == disposition)
    }
}
