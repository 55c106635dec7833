/// A page with what all pages have: head, way back, and who is signed in.
struct PageDocument: Sendable {
    static let contentID = "content"

    let page: any Page
    /// `nil` before somebody is signed in.
    let visitor: Visitor?

    var html: HTML {
        Tag.html(.lang("en")) {
            Tag.head {
                Tag.meta(.charset("utf-8"))
                Tag.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
                Tag.meta(.name("color-scheme"), .content("light dark"))
                Tag.title { "\(page.title) · Sluice" }
                Tag.link(.rel("icon"), .type("image/svg+xml"), .href(PageLink.icon))
                Tag.link(.rel("stylesheet"), .href(PageLink.stylesheet))
            }
            Tag.body {
                Tag.a(.class("skip"), .href(.content)) { "Skip to the content" }
                header
                Tag.main(.id(Self.contentID)) { page.content }
            }
        }
    }

    private var header: HTML {
        Tag.header(.class("top")) {
            Tag.nav(.aria("label", "You are here")) {
                Tag.a(.class("brand"), .href(PageLink.workers)) { "Sluice" }
                for crumb in page.trail {
                    Tag.span(.class("slash"), .aria("hidden", "true")) { "/" }
                    Tag.a(.href(crumb.link)) { crumb.text }
                }
            }
            if let visitor {
                Tag.form(.method("post"), .action(PageLink.signOut)) {
                    Tag.span { Tag.bdi { visitor.name } }
                    Tag.button(.class("plain"), .type("submit")) { "Sign out" }
                }
            }
        }
    }
}
