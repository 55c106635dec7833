import FoundationEssentials
import ReleaseModel

extension Identifier {
    /// 32 hexadecimal digits, as accounts, workers and namespaces are written.
    var compact: String { description.replacing("-", with: "") }

    /// Reads 32 hexadecimal digits, or the hyphenated form.
    init?(wire text: String) {
        if let id = Self(text) {
            self = id
            return
        }
        guard text.utf8.count == 32 else { return nil }
        let parts = [8, 12, 16, 20].reversed().reduce(into: text) { text, offset in
            text.insert("-", at: text.index(text.startIndex, offsetBy: offset))
        }
        self.init(parts)
    }
}
