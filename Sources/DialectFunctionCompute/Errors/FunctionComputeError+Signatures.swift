extension FunctionComputeError {
    /// Translates why a request has no principal; clients branch upon the codes, which are the vendor's.
    public init(_ refusal: SignatureRefusal) {
        switch refusal {
        case .fieldMissing(let name): self = .missingRequiredHeader(name)
        case .malformed(let name): self.init(.invalidArgument, "\(name) of the signature cannot be read")
        case .schemeUnsupported(let scheme):
            self.init(.accessDenied, "signatures of the kind '\(scheme.prefix(40))' are not supported here")
        case .temporaryKey:
            self.init(
                .invalidAccessKeyID,
                "temporary access keys and security tokens (STS) are not supported: sign with an access key"
            )
        case .keyUnknown(let id): self = .invalidAccessKeyID(id)
        case .mismatch: self = .signatureNotMatch
        case .bodyDiffers:
            self.init(.signatureNotMatch, "the body is not the one that was signed (x-acs-content-sha256)")
        case .clockSkewed:
            let seconds = SignatureLimits.clockSkew.components.seconds
            self.init(
                .accessDenied,
                "the request was signed more than \(seconds) seconds from the server's time: set your clock"
            )
        case .expired: self.init(.accessDenied, "the signed URL has expired")
        case .lifetimeTooLong:
            let seconds = SignatureLimits.presignedLifetime.components.seconds
            self.init(.accessDenied, "the signed URL holds for longer than \(seconds) seconds")
        case .replayed: self.init(.accessDenied, "the nonce of the signature was used before")
        case .tooManyNonces: self.init(.resourceExhausted, "too many signed requests of late: try again later")
        case .unavailable(let error): self = .internalServerError(cause: "\(error)")
        }
    }
}
