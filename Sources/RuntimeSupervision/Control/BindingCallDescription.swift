/// The first frame of a binding call.
struct BindingCallDescription: Hashable, Sendable {
    /// The name of the binding.
    let binding: String
    let operation: BindingOperation
    let requestID: String?
    /// How many workers have called one another, this call included, if the harness says the truth.
    let depth: Int
    /// Whether frames of a body follow.
    let hasBody: Bool
}

extension BindingCallDescription: Decodable {
    private enum Field: String, CodingKey {
        case binding, requestId, depth, hasBody
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        binding = try fields.decode(String.self, forKey: .binding)
        requestID = try fields.decodeIfPresent(String.self, forKey: .requestId)
        depth = try fields.decode(Int.self, forKey: .depth)
        hasBody = try fields.decode(Bool.self, forKey: .hasBody)
        operation = try BindingOperation(from: decoder)
    }
}
