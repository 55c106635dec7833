import HTTPModel

extension Call {
    /// The bytes of a body that is not an upload: 1 MiB.
    static let maximumBodyBytes = 1_024 * 1_024

    /// Returns the whole JSON body of a request that is not an upload, at most so many bytes.
    func body(upTo limit: Int = Call.maximumBodyBytes) async throws -> [UInt8] {
        let bytes = try await bytes(upTo: limit)
        if !bytes.isEmpty, let type = request.fields[.contentType],
            ParameterizedValue(type)?.value != "application/json"
        {
            throw Refusal.contentTypeUnsupported(type, expected: "application/json")
        }
        return bytes
    }

    /// Returns the whole body, whatever it is.
    func bytes(upTo limit: Int) async throws -> [UInt8] {
        do {
            return try await request.body.collect(upTo: limit)
        } catch let error as HTTPBody.TooLarge {
            throw Refusal.bodyTooLarge(limit: error.limit)
        }
    }
}
