import FoundationEssentials

/// A place in a list of keys: behind one of them, whether or not that is still there.
///
/// So a list that is read page by page has every key that was there all the time, once, whatever is written meanwhile.
/// Written as base64url (RFC 4648, section 5) of the key.
struct KVCursor {
    let key: [UInt8]

    init(after key: [UInt8]) {
        self.key = key
    }

    /// Reads what ``text`` wrote, for a list of the same prefix.
    init(_ text: String, prefix: String) throws(ResourceError) {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard
            text.utf8.count <= KVLimit.keyBytes.maximum * 2,
            let key = Data(base64Encoded: standard + padding),
            key.starts(with: prefix.utf8)
        else { throw .cursorInvalid(text) }
        self.key = Array(key)
        // Decoders are liberal; a cursor has one spelling.
        guard self.text == text else { throw .cursorInvalid(text) }
    }

    var text: String {
        Data(key).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
