import FoundationEssentials
import NativeWire

extension WirePair {
    /// Joins a key's description with its value.
    init(_ key: WireKey, _ value: [UInt8]) {
        let text = String(validating: value, as: UTF8.self)
        self.init(
            key: key.name,
            value: text ?? Data(value).base64EncodedString(),
            base64: text == nil ? true : nil,
            expiration: key.expiration,
            metadata: key.metadata
        )
    }
}
