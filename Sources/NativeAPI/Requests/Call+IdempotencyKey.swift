import HTTPModel
import ReleaseCore

extension Call {
    /// Reads `Idempotency-Key`: one key of visible ASCII characters.
    func idempotencyKey() throws -> String? {
        let values = request.fields.values(of: .idempotencyKey)
        guard let text = values.first else { return nil }
        guard values.count == 1 else { throw Refusal.idempotencyKeyInvalid("is repeated") }
        guard !text.isEmpty else { throw Refusal.idempotencyKeyInvalid("is empty") }
        guard text.utf8.count <= IdempotencyKey.maximumLength else {
            throw Refusal.idempotencyKeyInvalid("has \(text.utf8.count) bytes")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Refusal.idempotencyKeyInvalid("holds characters that are not visible ASCII")
        }
        return text
    }
}
