/// The status code of a response, 100 to 599.
public struct HTTPStatus: Sendable, Hashable {
    public let code: Int

    /// Returns the status of a code, or `nil` outside of 100 to 599.
    public init?(code: Int) {
        guard (100...599).contains(code) else { return nil }
        self.code = code
    }

    private init(known code: Int) {
        self.code = code
    }

    /// Whether a response of this status never has a body (RFC 9110, section 6.4.1).
    public var forbidsBody: Bool { code < 200 || code == 204 || code == 304 }

    public var isSuccess: Bool { (200...299).contains(code) }
}

extension HTTPStatus {
    public static let `continue` = HTTPStatus(known: 100)
    public static let switchingProtocols = HTTPStatus(known: 101)
    public static let ok = HTTPStatus(known: 200)
    public static let created = HTTPStatus(known: 201)
    public static let accepted = HTTPStatus(known: 202)
    public static let noContent = HTTPStatus(known: 204)
    public static let partialContent = HTTPStatus(known: 206)
    public static let movedPermanently = HTTPStatus(known: 301)
    public static let found = HTTPStatus(known: 302)
    public static let seeOther = HTTPStatus(known: 303)
    public static let notModified = HTTPStatus(known: 304)
    public static let temporaryRedirect = HTTPStatus(known: 307)
    public static let permanentRedirect = HTTPStatus(known: 308)
    public static let badRequest = HTTPStatus(known: 400)
    public static let unauthorized = HTTPStatus(known: 401)
    public static let forbidden = HTTPStatus(known: 403)
    public static let notFound = HTTPStatus(known: 404)
    public static let methodNotAllowed = HTTPStatus(known: 405)
    public static let notAcceptable = HTTPStatus(known: 406)
    public static let requestTimeout = HTTPStatus(known: 408)
    public static let conflict = HTTPStatus(known: 409)
    public static let gone = HTTPStatus(known: 410)
    public static let lengthRequired = HTTPStatus(known: 411)
    public static let preconditionFailed = HTTPStatus(known: 412)
    public static let contentTooLarge = HTTPStatus(known: 413)
    public static let uriTooLong = HTTPStatus(known: 414)
    public static let unsupportedMediaType = HTTPStatus(known: 415)
    public static let rangeNotSatisfiable = HTTPStatus(known: 416)
    public static let expectationFailed = HTTPStatus(known: 417)
    public static let misdirectedRequest = HTTPStatus(known: 421)
    public static let unprocessableContent = HTTPStatus(known: 422)
    public static let upgradeRequired = HTTPStatus(known: 426)
    public static let preconditionRequired = HTTPStatus(known: 428)
    public static let tooManyRequests = HTTPStatus(known: 429)
    public static let requestHeaderFieldsTooLarge = HTTPStatus(known: 431)
    /// The client went away before it was answered; not registered, but widely used.
    public static let clientClosedRequest = HTTPStatus(known: 499)
    public static let internalServerError = HTTPStatus(known: 500)
    public static let notImplemented = HTTPStatus(known: 501)
    public static let badGateway = HTTPStatus(known: 502)
    public static let serviceUnavailable = HTTPStatus(known: 503)
    public static let gatewayTimeout = HTTPStatus(known: 504)
    public static let httpVersionNotSupported = HTTPStatus(known: 505)
    public static let insufficientStorage = HTTPStatus(known: 507)

    /// The phrase that goes with the code on an HTTP/1.1 status line; empty for a code we do not name.
    public var reason: String {
        switch code {
        case 100: "Continue"
        case 101: "Switching Protocols"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 426: "Upgrade Required"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 499: "Client Closed Request"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        case 507: "Insufficient Storage"
        default: ""
        }
    }
}

extension HTTPStatus: CustomStringConvertible {
    public var description: String { reason.isEmpty ? "\(code)" : "\(code) \(reason)" }
}
