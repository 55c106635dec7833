import FoundationEssentials
import ReleaseModel
import Testing

extension Identifier {
    /// The identity whose last bytes are a number, so that a failure names the version it is about.
    static func example(_ number: Int = 1) -> Identifier {
        let low = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
        return Identifier(
            UUID(
                uuid: (
                    0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, low[2], low[3], low[4], low[5], low[6], low[7]
                )
            )
        )
    }
}

extension TrafficSplit.Target {
    /// The target of the version with a number.
    static func example(_ number: Int) -> TrafficSplit.Target {
        .version(.example(number))
    }
}

extension TrafficSplit {
    /// A split by version numbers and slots.
    static func example(_ slots: KeyValuePairs<Int, Int>) throws -> TrafficSplit {
        try TrafficSplit(slots.map { Share(.example($0.key), slots: $0.value) })
    }
}

extension Digest {
    /// The digest that repeats one byte.
    static func example(_ byte: UInt8 = 0xAB) -> Digest? {
        Digest([UInt8](repeating: byte, count: byteCount))
    }
}

extension Module {
    static func example(_ name: String = "index.js", type: ModuleType = .esm) throws -> Module {
        try Module(name: name, type: type, digest: try #require(Digest.example()), size: 1)
    }
}

extension Component {
    static func example(
        name: String = Component.mainName,
        main: String = "index.js",
        modules: [Module]? = nil,
        bindings: [Binding] = []
    ) throws -> Component {
        try Component(
            name: name,
            main: main,
            modules: try modules ?? [.example()],
            bindings: bindings,
            compatibility: Compatibility()
        )
    }
}
