import HTTPModel

extension HTTPResponse {
    static func page(_ page: some Page, for visitor: Visitor?) -> HTTPResponse {
        let document = PageDocument(page: page, visitor: visitor).html.document
        return HTTPResponse(page.status, contentType: "text/html; charset=utf-8", body: .bytes(document))
    }

    /// Leads to a page after a form was carried out, so that loading it again sends nothing again.
    static func redirect(to link: Link) -> HTTPResponse {
        var response = HTTPResponse(.seeOther)
        response.fields.set(.location, to: link.fieldValue)
        return response
    }

    /// Puts on an answer what keeps it from being framed, cached, or made to run anything.
    ///
    /// The origin must be told to pages of our own, or browsers would send forms without one.
    mutating func protect() {
        if !fields.contains(.cacheControl) { fields.set(.cacheControl, to: "no-store") }
        fields.set(
            "Content-Security-Policy",
            to: """
                default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                frame-ancestors 'none'
                """
        )
        fields.set("X-Content-Type-Options", to: "nosniff")
        fields.set("Referrer-Policy", to: "same-origin")
        fields.set("Cross-Origin-Opener-Policy", to: "same-origin")
        fields.set("Cross-Origin-Resource-Policy", to: "same-origin")
    }
}
