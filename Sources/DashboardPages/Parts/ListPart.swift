import HTTPModel

/// A part of a list, and the ways to the others.
struct ListPart<Item: Sendable>: Sendable {
    let items: [Item]
    /// Leads to the first part; `nil` on it.
    let first: Link?
    /// Leads to what is older; `nil` at the end.
    let older: Link?

    /// `what` is the plural of what is listed, `first` and `more` say which part they lead to.
    @HTMLBuilder
    func navigation(_ what: String, first firstWord: String = "Newest", more: String = "Older") -> HTML {
        if first != nil || older != nil {
            Tag.nav(.class("pages"), .aria("label", "Parts of the list of \(what)")) {
                if let first { Tag.a(.class("button"), .href(first)) { "\(firstWord) \(what)" } }
                if let older { Tag.a(.class("button"), .href(older)) { "\(more) \(what)" } }
            }
        }
    }
}
