/// What a command of functions is about: `SERVICE`, `SERVICE.QUALIFIER` or `SERVICE[.QUALIFIER]/FUNCTION`.
struct FunctionAddress: Sendable, Hashable {
    let service: String
    /// A version, an alias or `LATEST`; `nil` where none is named, which means `LATEST`.
    let qualifier: String?
    let function: String?

    /// `nil` for what has no such form; whether names are well-formed is the server's to say.
    init?(_ text: String) {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts + halves.dropFirst()
        guard words.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("/") }) else { return nil }
        service = String(parts[0])
        qualifier = parts.count == 2 ? String(parts[1]) : nil
        function = halves.count == 2 ? String(halves[1]) : nil
    }

    /// The part of the query that names the qualifier.
    var query: [(String, String?)] { [("qualifier", qualifier)] }
}

extension ValueReader where Value == FunctionAddress {
    static let serviceOrFunction = ValueReader("SERVICE[.QUALIFIER][/FUNCTION]") { FunctionAddress($0) }
    static let service = ValueReader("SERVICE[.QUALIFIER]") { text in
        FunctionAddress(text).flatMap { $0.function == nil ? $0 : nil }
    }
    static let function = ValueReader("SERVICE[.QUALIFIER]/FUNCTION") { text in
        FunctionAddress(text).flatMap { $0.function == nil ? nil : $0 }
    }
}

extension ValueReader where Value == String {
    /// The name of something in a service.
    static let functionName = ValueReader("a name (letters, digits, - and _)") { text in
        let isPlain = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        return isPlain && !text.isEmpty ? text : nil
    }
}
