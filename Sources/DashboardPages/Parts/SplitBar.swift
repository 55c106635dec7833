import NativeWire
import ReleaseModel

/// A split as a bar whose parts are as long as the shares, with the same in words for those who do not see it.
struct SplitBar: Sendable {
    let shares: [WireShare]

    var html: HTML {
        let slots = Percentage.slots(of: shares.compactMap { Percentage($0.percentage) }) ?? []
        return Tag.svg(
            .class("bar"),
            .role("img"),
            .aria("label", ShareText.sentence(shares)),
            .viewBox(width: TrafficSplit.slotCount, height: 1),
            .stretched
        ) {
            for (index, share) in shares.enumerated() where index < slots.count && slots[index] > 0 {
                Tag.rect(
                    .class(Self.hue(of: share.version)),
                    .x(slots[..<index].reduce(0, +)),
                    .width(slots[index]),
                    .height(1)
                )
            }
        }
    }

    /// The colours that the stylesheet has.
    private static let hueCount = 6

    /// A version has the same colour wherever it is shown, and another than its neighbours.
    static func hue(of version: Int) -> String { "hue-\(version % hueCount)" }
}
