import ContentDigest
import HTTPEngine
import ReleaseModel

/// Who may have a say in the choice of a version.
extension GatewayLoop {
    /// Whether the request whose head the loop's parser has just read may do what a policy guards.
    ///
    /// For `anyone` that is a comparison and nothing else; only `token` allocates.
    func permits(
        _ policy: AccessPolicy,
        of route: HostRoute,
        to client: ClientConnection,
        _ bytes: Span<UInt8>
    ) -> Bool {
        switch policy {
        case .anyone: true
        case .trusted: client.isTrusted && !isRelayed(bytes)
        case .token: bearsToken(of: route, bytes)
        case .off: false
        }
    }

    /// Whether a proxy says that it has passed the request on: whose the connection is then says nothing of the client.
    private func isRelayed(_ bytes: Span<UInt8>) -> Bool {
        requestParser.fields.contains { field in
            guard field.kind == .other else { return false }
            return bytes.matches("forwarded", at: field.name) || bytes.matches("x-forwarded-for", at: field.name)
                || bytes.matches("x-real-ip", at: field.name) || bytes.matches("via", at: field.name)
        }
    }

    /// Whether the first `Sluice-Access` is the workload's token, in a time that does not tell how much of it is right.
    private func bearsToken(of route: HostRoute, _ bytes: Span<UInt8>) -> Bool {
        guard let expected = route.settings.accessToken else { return false }
        for field in requestParser.fields where field.kind == .other && bytes.matches("sluice-access", at: field.name) {
            let secret = bytes.extracting(field.value.indices).withUnsafeBufferPointer { Array($0) }
            return SecureBytes.areEqual(SHA256.hash(secret), expected.bytes)
        }
        return false
    }
}
