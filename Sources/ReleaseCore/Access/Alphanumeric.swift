/// Random texts of letters and digits, which no client has to escape.
enum Alphanumeric {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    /// The most rounds of ``text(length:randomBytes:)``: each yields a digit for 31 of 32 bytes.
    private static let maximumRounds = 100

    /// Returns a text of which nobody can guess anything, 5.95 bits a character.
    ///
    /// Bytes past the last multiple of 62 are thrown away, so that every digit is as likely as any other.
    /// `randomBytes` returns as many bytes of cryptographic quality as it is asked for.
    static func text(length: Int, randomBytes: (Int) -> [UInt8]) -> String {
        var text: [UInt8] = []
        for _ in 0..<maximumRounds where text.count < length {
            let bytes = randomBytes(length).filter { $0 < 62 * 4 }
            text += bytes.prefix(length - text.count).map { digits[Int($0) % 62] }
        }
        precondition(text.count == length, "the source of random bytes yields none")
        return String(decoding: text, as: UTF8.self)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        digits.contains(byte)
    }
}
