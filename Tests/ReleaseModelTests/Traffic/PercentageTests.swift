import ReleaseModel
import Testing

@Suite("A percentage")
struct PercentageTests {
    struct Reading: Sendable {
        let text: String
        let shown: String
    }

    @Test(
        "is a plain decimal from 0 to 100",
        arguments: [
            Reading(text: "0", shown: "0"),
            Reading(text: "5", shown: "5"),
            Reading(text: "05", shown: "5"),
            Reading(text: "100", shown: "100"),
            Reading(text: "100.000", shown: "100"),
            Reading(text: "33.333", shown: "33.333"),
            Reading(text: "0.10", shown: "0.1"),
            Reading(text: "0.0001", shown: "0.0001"),
            Reading(text: "0.000000001", shown: "0.000000001"),
            Reading(text: "99.999999999", shown: "99.999999999"),
        ]
    )
    func reads(_ reading: Reading) {
        #expect(Percentage(reading.text)?.description == reading.shown)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", ".", "5.", ".5", "100.001", "100.000000001", "101", "1000", "0100", "-1", "-0", "+5", "1e1", "1E1",
            "0x5", " 5",
            "5 ", "5\n", "5%", "5,5", "1.2.3", "1_0", "٣", "５", "½", "5\u{301}", "5.\u{301}5", "5\u{0}", "nan", "inf",
            "1.0000000001",
        ]
    )
    func refuses(text: String) {
        #expect(Percentage(text) == nil)
    }

    @Test(
        "of any number of slots stands for exactly that many",
        arguments: [0, 1, 9, 10, 12_345, 33_333, 99_999, 100_000]
    )
    func slotsRoundTrip(slots: Int) throws {
        let percentage = Percentage(slots: slots)
        let rest = Percentage(slots: TrafficSplit.slotCount - slots)
        #expect(Percentage(percentage.description) == percentage)
        #expect(Percentage.slots(of: [percentage, rest]) == [slots, TrafficSplit.slotCount - slots])
    }
}
