import FoundationEssentials

/// A refusal as Function Compute's API writes it.
struct FunctionComputeRefusal: Decodable, Sendable {
    let code: String
    let message: String

    private enum CodingKeys: String, CodingKey {
        case code = "ErrorCode"
        case message = "ErrorMessage"
    }

    /// `nil` for other documents.
    init?(_ document: [UInt8]) {
        guard let refusal = try? JSONDecoder().decode(Self.self, from: Data(document)) else { return nil }
        self = refusal
    }

    var failure: CommandFailure {
        .refused(Self.snake(code), message, nextStep: nextStep)
    }

    private var nextStep: String {
        switch code {
        case "ServiceNotFound": "See \"sluice fc list\" for the services there are."
        case "FunctionNotFound": "See \"sluice fc list SERVICE\" for its functions."
        case "VersionNotFound": "See \"sluice fc version list SERVICE\" for the versions there are."
        case "AliasNotFound": "See \"sluice fc alias list SERVICE\" for the aliases there are."
        case "VersionPublishError": "Change the service first, or pass --ignore-no-change."
        case "PreconditionFailed", "ConcurrentUpdateError":
            "Somebody else changed it meanwhile: look, and run it again."
        case "AccessDenied": "Use a token with the scope it names: \"sluice token create\"."
        case "ResourceExhausted", "ResourceThrottled": "Try again in a moment; \"sluice status\" shows what runs."
        case "InternalServerError": "Look into logs/control.log in the server's home folder."
        default: "Correct what it names, and run the command again."
        }
    }

    /// `ServiceNotFound` as `service_not_found`, which is how codes are written here.
    private static func snake(_ code: String) -> String {
        var text = ""
        var before: Character?
        for letter in code {
            if letter.isUppercase, let before, !before.isUppercase { text.append("_") }
            text += letter.lowercased()
            before = letter
        }
        return text
    }
}
