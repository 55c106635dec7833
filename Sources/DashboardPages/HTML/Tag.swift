/// The elements that pages are made of.
///
/// There is neither `script` nor `style` nor `iframe` among them, so no page can have one.
enum Tag: String, Sendable {
    case html, head, meta, link, title, body
    case a, bdi, button, caption, code, dd, div, dl, dt, footer, form, h1, h2, header, input, label, li, main, nav, ol,
        p, section, small, span, strong, svg, rect, table, tbody, td, th, thead, time, tr, ul

    /// Whether the element has neither content nor an end.
    var isVoid: Bool {
        switch self {
        case .meta, .link, .input: true
        default: false
        }
    }

    func callAsFunction(_ attributes: Attribute..., @HTMLBuilder content: () -> HTML = { HTML() }) -> HTML {
        HTML(self, attributes, content())
    }
}
