import NativeWire

/// Shares in words.
enum ShareText {
    /// A space that no line ends at.
    private static let space = "\u{00A0}"

    static func percent(_ percentage: String) -> String { "\(percentage)\(space)%" }

    /// `version 2`, or `90 % version 1, 10 % version 2`.
    static func sentence(_ shares: [WireShare]) -> String {
        guard shares.count != 1 else { return target(shares[0]) }
        return shares.map { "\(percent($0.percentage)) \(target($0))" }.joined(separator: ", ")
    }

    /// The number of a version, or the word for a service's draft.
    static func name(of version: Int) -> String { version == 0 ? WireShare.latest : String(version) }

    private static func target(_ share: WireShare) -> String {
        share.version == 0 ? WireShare.latest : "version\(space)\(share.version)"
    }

    /// The shares one behind the other, each with its colour: `1 90 %  2 10 %`, or `Version 1 90 %  Version 2 10 %`.
    static func list(_ shares: [WireShare], noun: String = "") -> HTML {
        Tag.span(.class("shares")) {
            for share in shares {
                Tag.span(.class("share")) {
                    Tag.span(.class("dot \(SplitBar.hue(of: share.version))"), .aria("hidden", "true"))
                    noun
                    Tag.strong { name(of: share.version) }
                    " "
                    percent(share.percentage)
                }
                " "
            }
        }
    }
}
