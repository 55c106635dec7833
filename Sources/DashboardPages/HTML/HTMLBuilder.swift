/// Puts pieces of a page behind one another; a plain text between them is escaped.
@resultBuilder
enum HTMLBuilder {
    static func buildExpression(_ html: HTML) -> HTML { html }

    static func buildExpression(_ text: String) -> HTML { HTML(text) }

    static func buildBlock(_ pieces: HTML...) -> HTML { buildArray(pieces) }

    static func buildOptional(_ piece: HTML?) -> HTML { piece ?? HTML() }

    static func buildEither(first piece: HTML) -> HTML { piece }

    static func buildEither(second piece: HTML) -> HTML { piece }

    static func buildArray(_ pieces: [HTML]) -> HTML {
        pieces.reduce(into: HTML()) { $0 += $1 }
    }
}
