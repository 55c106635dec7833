import HTTPModel

/// One page: what is between the head, which all have in common, and the end.
protocol Page: Sendable {
    var status: HTTPStatus { get }
    var title: String { get }
    /// The pages above this one, the outermost first.
    var trail: [Crumb] { get }
    @HTMLBuilder var content: HTML { get }
}

extension Page {
    var status: HTTPStatus { .ok }
    var trail: [Crumb] { [] }
}

/// A page above another.
struct Crumb: Sendable, Hashable {
    let text: String
    let link: Link
}
