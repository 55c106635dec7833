import ContentDigest
import FoundationEssentials
import ReleaseModel

/// What a request says of its own signature, whichever scheme it follows; nothing of it is believed yet.
struct SignatureClaim {
    let keyID: String
    let algorithm: Algorithm
    /// The code that the client computed.
    let code: [UInt8]
    /// The texts of which it may be the code: clients disagree about some details.
    let texts: [[UInt8]]
    let validity: Validity
    /// What tells this request from all others of the account.
    var nonce: String?
    /// The digest of the body, where the signature covers that.
    var body: Digest?

    enum Algorithm {
        case hmacSHA1, hmacSHA256
    }

    /// Until when, by the clock of the client, the signature holds.
    enum Validity {
        case signed(at: Date)
        case expires(at: Date)
    }

    /// Whether the code was made with this secret; takes as long whether it was or not.
    func isMade(with secret: String) -> Bool {
        let key = Array(secret.utf8)
        return texts.reduce(false) { found, text in
            let computed =
                switch algorithm {
                case .hmacSHA1: HMACSHA1.code(for: text, key: key)
                case .hmacSHA256: HMACSHA256.code(for: text, key: key)
                }
            // Not `||` the other way round: every text is compared.
            return SecureBytes.areEqual(computed, code) || found
        }
    }
}
