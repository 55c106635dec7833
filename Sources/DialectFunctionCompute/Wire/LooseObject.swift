import HTTPModel

/// A JSON object as clients of Function Compute send it: names in any case, and nothing said in several ways.
///
/// Clients differ in the case of names (`InstanceConcurrency`, `vswitchIds`), and send `null` or an empty text for what
/// they leave unset.
struct LooseObject {
    /// As they were sent.
    let members: [String: JSONValue]
    private let names: [String: String]

    init(_ members: [String: JSONValue]) {
        self.members = members
        // Of two spellings of one name the first in byte order wins, so that the same document always reads the same.
        names = Dictionary(members.keys.sorted().map { ($0.lowercased(), $0) }) { first, _ in first }
    }

    /// Throws unless the bytes are a JSON object; nothing at all is an empty one.
    init(parsing bytes: [UInt8]) throws(FunctionComputeError) {
        guard !bytes.isEmpty else {
            self.init([:])
            return
        }
        guard let value = JSONValue(bytes) else {
            throw FunctionComputeError(.invalidArgument, "the request body is not valid JSON")
        }
        guard let members = value.object else {
            throw FunctionComputeError(.invalidArgument, "the request body is not a JSON object")
        }
        self.init(members)
    }

    /// The value of a name in whatever case; `nil` also for `null`.
    subscript(name: String) -> JSONValue? {
        guard let spelled = names[name.lowercased()], let value = members[spelled], value != .null else { return nil }
        return value
    }

    /// A text; empty is what was sent empty.
    func text(_ name: String) throws(FunctionComputeError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { throw .wrongType(name, "a string") }
        return text
    }

    /// A text that must be there.
    func required(_ name: String) throws(FunctionComputeError) -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw FunctionComputeError(.invalidArgument, "\(name) is required")
        }
        return text
    }

    /// A whole number, also one that was sent as a text.
    func integer(_ name: String) throws(FunctionComputeError) -> Int? {
        guard let value = self[name], value != .string("") else { return nil }
        guard let number = value.integer ?? value.string.flatMap(Int.init) else { throw .wrongType(name, "an integer") }
        return number
    }

    func bool(_ name: String) throws(FunctionComputeError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard let flag = value.bool else { throw .wrongType(name, "a boolean") }
        return flag
    }

    func object(_ name: String) throws(FunctionComputeError) -> LooseObject? {
        guard let value = self[name] else { return nil }
        guard let members = value.object else { throw .wrongType(name, "an object") }
        return LooseObject(members)
    }

    func array(_ name: String) throws(FunctionComputeError) -> [JSONValue]? {
        guard let value = self[name] else { return nil }
        guard let elements = value.array else { throw .wrongType(name, "an array") }
        return elements
    }

    func texts(_ name: String) throws(FunctionComputeError) -> [String]? {
        guard let elements = try array(name) else { return nil }
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count else { throw .wrongType(name, "an array of strings") }
        return texts
    }

    /// An object whose members are all texts; `null` ones are left out.
    func map(_ name: String) throws(FunctionComputeError) -> [String: String]? {
        guard let members = try object(name)?.members else { return nil }
        var map: [String: String] = [:]
        for (key, value) in members where value != .null {
            guard let text = value.string else { throw .wrongType(name, "an object of strings") }
            map[key] = text
        }
        return map
    }
}

extension FunctionComputeError {
    static func wrongType(_ name: String, _ type: String) -> FunctionComputeError {
        FunctionComputeError(.invalidArgument, "\(name) must be \(type)")
    }

    static func invalid(_ message: String) -> FunctionComputeError {
        FunctionComputeError(.invalidArgument, message)
    }
}
