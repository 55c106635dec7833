import ContentDigest
import Testing

@Suite("HMAC-SHA-1 computes the codes of RFC 2202")
struct HMACSHA1Tests {
    @Test(
        "its test cases",
        arguments: [
            (String(repeating: "\u{0B}", count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
            ("Jefe", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        ]
    )
    func cases(key: String, text: String, code: String) {
        let bytes = HMACSHA1.code(for: Array(text.utf8), key: Array(key.utf8))
        #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == code)
    }
}
