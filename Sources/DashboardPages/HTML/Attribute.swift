/// An attribute of an element; its value is escaped.
///
/// There is none for a style or an event, which the policy of pages forbids, and an address is always a ``Link``.
struct Attribute: Sendable, Hashable {
    let name: String
    let value: String

    private init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
    static func id(_ id: String) -> Attribute { Attribute("id", id) }
    static func lang(_ language: String) -> Attribute { Attribute("lang", language) }
    static func title(_ text: String) -> Attribute { Attribute("title", text) }
    static func role(_ role: String) -> Attribute { Attribute("role", role) }
    static func scope(_ scope: String) -> Attribute { Attribute("scope", scope) }
    static func datetime(_ time: String) -> Attribute { Attribute("datetime", time) }
    static func aria(_ property: String, _ value: String) -> Attribute { Attribute("aria-\(property)", value) }
    /// What a cell says it is where its table is too narrow for a head.
    static func label(_ text: String) -> Attribute { Attribute("data-label", text) }

    static func href(_ link: Link) -> Attribute { Attribute("href", link.text) }
    static func action(_ link: Link) -> Attribute { Attribute("action", link.text) }
    static func rel(_ relation: String) -> Attribute { Attribute("rel", relation) }

    static func charset(_ name: String) -> Attribute { Attribute("charset", name) }
    static func content(_ text: String) -> Attribute { Attribute("content", text) }

    static func method(_ method: String) -> Attribute { Attribute("method", method) }
    static func name(_ name: String) -> Attribute { Attribute("name", name) }
    static func type(_ type: String) -> Attribute { Attribute("type", type) }
    static func value(_ value: String) -> Attribute { Attribute("value", value) }
    static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    static func autocomplete(_ what: String) -> Attribute { Attribute("autocomplete", what) }
    static func inputMode(_ mode: String) -> Attribute { Attribute("inputmode", mode) }
    static func maximumLength(_ count: Int) -> Attribute { Attribute("maxlength", String(count)) }
    static func size(_ count: Int) -> Attribute { Attribute("size", String(count)) }
    static let required = Attribute("required", "")
    static let checked = Attribute("checked", "")
    static let autofocus = Attribute("autofocus", "")

    static func viewBox(width: Int, height: Int) -> Attribute { Attribute("viewBox", "0 0 \(width) \(height)") }
    static let stretched = Attribute("preserveAspectRatio", "none")
    static func x(_ x: Int) -> Attribute { Attribute("x", String(x)) }
    static func width(_ width: Int) -> Attribute { Attribute("width", String(width)) }
    static func height(_ height: Int) -> Attribute { Attribute("height", String(height)) }
}
