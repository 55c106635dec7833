/// Why a head is refused.
///
/// There is no lenient mode: what two parsers might read differently is an attack.
public enum HeadFault: Error, Hashable, Sendable, CaseIterable {
    case requestLineMalformed
    case methodUnsupported
    case targetTooLong
    case targetMalformed
    case targetHasUserinfo
    case versionUnsupported
    case http2Preface
    case statusLineMalformed
    case headTooLarge
    case tooManyFields
    case fieldNameMalformed
    case spaceBeforeColon
    case foldedLine
    case controlByteInValue
    case bareCarriageReturn
    case bareLineFeed
    case hostMissing
    case hostRepeated
    case hostMalformed
    case hostDisagrees
    case contentLengthMalformed
    case contentLengthRepeated
    case transferCodingUnsupported
    case transferEncodingRepeated
    case transferEncodingWithLength
    case transferEncodingInHTTP10
    case expectationUnsupported

    /// The status that answers a request so refused.
    public var status: Int {
        switch self {
        case .methodUnsupported, .transferCodingUnsupported: 501
        case .targetTooLong: 414
        case .versionUnsupported, .http2Preface: 505
        case .headTooLarge, .tooManyFields: 431
        case .expectationUnsupported: 417
        default: 400
        }
    }

    /// What is wrong, in a sentence for whoever sent it.
    public var explanation: String {
        switch self {
        case .requestLineMalformed: "The request line is not “METHOD target HTTP/1.1”."
        case .methodUnsupported: "CONNECT is not offered here."
        case .targetTooLong: "The request target is too long."
        case .targetMalformed: "The request target is neither a path, nor an absolute http URL, nor * for OPTIONS."
        case .targetHasUserinfo: "The request target must not carry user information (user@host)."
        case .versionUnsupported: "Only HTTP/1.1 and HTTP/1.0 are spoken here."
        case .http2Preface: "HTTP/2 without TLS is not spoken here."
        case .statusLineMalformed: "The status line is not “HTTP/1.1 200 reason”."
        case .headTooLarge: "The head is too large."
        case .tooManyFields: "The head has too many fields."
        case .fieldNameMalformed: "A field name is empty or has a character that names must not have."
        case .spaceBeforeColon: "A field name is followed by a blank before its colon."
        case .foldedLine: "A field line begins with a blank; folded lines are obsolete."
        case .controlByteInValue: "A field value has a control character."
        case .bareCarriageReturn: "A carriage return is not followed by a line feed."
        case .bareLineFeed: "A line ends with a line feed alone."
        case .hostMissing: "The Host field is missing."
        case .hostRepeated: "The Host field occurs twice."
        case .hostMalformed: "The host is not a name or address with an optional port."
        case .hostDisagrees: "The Host field and the request target name different hosts."
        case .contentLengthMalformed: "Content-Length is not a plain number."
        case .contentLengthRepeated: "Content-Length occurs twice."
        case .transferCodingUnsupported: "The only transfer coding spoken here is “chunked”."
        case .transferEncodingRepeated: "Transfer-Encoding occurs twice."
        case .transferEncodingWithLength: "Content-Length and Transfer-Encoding exclude one another."
        case .transferEncodingInHTTP10: "HTTP/1.0 has no Transfer-Encoding."
        case .expectationUnsupported: "The only expectation met here is “100-continue”."
        }
    }
}
