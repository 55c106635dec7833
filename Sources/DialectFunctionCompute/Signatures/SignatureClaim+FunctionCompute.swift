import FoundationEssentials
import HTTPModel

/// `FC KEY:CODE`, HMAC-SHA-256, as the clients of the API of 2016-08-15 sign, and all clients of HTTP triggers.
///
/// The text is method, three fields, all fields `x-fc-…`, and what is asked for (``SignedResource``). It has neither a
/// nonce nor a digest of the body: `Content-MD5` is signed as a text, and clients fill it in differently.
extension SignatureClaim {
    init(functionCompute value: Substring, of request: SignedRequest) throws(SignatureRefusal) {
        (keyID, code) = try Self.pair(value)
        algorithm = .hmacSHA256
        let isDatedApart = request.fields.contains(.functionComputeDate)
        let date = request.fields[.date] ?? ""
        // Where `X-Fc-Date` takes the place of `Date`, it stands among the fields, and may stand on the line as well.
        let dates = isDatedApart && date.isEmpty ? ["", try request.only(.functionComputeDate)] : [date]
        texts = dates.flatMap { Self.texts(of: request, date: $0, SignedResource(request)) }
        validity = .signed(at: try request.date(isDatedApart ? .functionComputeDate : .date))
    }

    /// Reads the parameters of a presigned URL.
    ///
    /// It holds until the time that it names, for as many requests as are made with it.
    init(presigned request: SignedRequest) throws(SignatureRefusal) {
        let expiry = try PresignedParameter.expiry.value(in: request.target)
        guard expiry.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let seconds = UInt32(expiry)
        else { throw .malformed(PresignedParameter.expiry.rawValue) }
        keyID = try PresignedParameter.key.value(in: request.target)
        code = try Self.code(base64: try PresignedParameter.signature.value(in: request.target))
        algorithm = .hmacSHA256
        let resource = SignedResource(request, without: .signature)
        texts = Self.texts(of: request, date: expiry, resource)
        validity = .expires(at: Date(timeIntervalSince1970: Double(seconds)))
    }

    private static func texts(of request: SignedRequest, date: String, _ resource: SignedResource) -> [[UInt8]] {
        let fields: [HTTPFieldName] = [.contentMD5, .contentType]
        let head = ([request.method] + fields.map { request.fields[$0] ?? "" } + [date]).map { "\($0)\n" }.joined()
        let lines = request.lines(ofFieldsWith: "x-fc-")
        return resource.texts.map { Array("\(head)\(lines)\($0)".utf8) }
    }
}
