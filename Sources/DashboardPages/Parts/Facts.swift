import HTTPModel
import NativeWire

/// The small facts that rows are made of: who, when, which commit, why.
struct Facts: Sendable {
    /// The digits of an id and of a commit that are shown.
    static let shortLength = 8

    let times: RelativeTime

    /// How long ago, with the moment itself for whoever points at it.
    func when(_ time: String) -> HTML {
        Tag.time(.datetime(time), .title("\(time.prefix(19).replacing("T", with: " ")) UTC")) { times.phrase(time) }
    }

    func who(_ author: String, _ source: String) -> HTML {
        Tag.span(.class("who")) {
            Tag.bdi { author }
            " "
            Tag.small { "via \(source)" }
        }
    }

    func id(_ id: String) -> HTML {
        Tag.code(.title(id)) { String(id.prefix(Self.shortLength)) }
    }

    /// The commit and its branch; a working tree with changes is marked by a `+`.
    func commit(_ provenance: WireProvenance?) -> HTML {
        guard let provenance, let commit = provenance.commit else { return HTML() }
        let text = "\(commit.prefix(Self.shortLength))\(provenance.dirty == true ? "+" : "")"
        let code = Tag.code(.title(provenance.message ?? provenance.repository ?? commit)) { text }
        return Tag.span(.class("commit")) {
            if let link = provenance.url.flatMap(Link.init(web:)) {
                Tag.a(.href(link), .rel("noreferrer")) { code }
            } else {
                code
            }
            if let branch = provenance.branch {
                " "
                Tag.small { branch }
            }
        }
    }

    func message(_ message: String?) -> HTML {
        guard let message else { return HTML() }
        return Tag.bdi { message }
    }
}
