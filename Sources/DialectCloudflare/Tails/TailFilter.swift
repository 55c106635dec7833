import FoundationEssentials
import HTTPModel
import ReleaseModel

/// One condition for an invocation to be shown (developers.cloudflare.com/api, "Workers Scripts Tail").
///
/// It sees what the tail shows: what is redacted there cannot be asked for here.
enum TailFilter: Sendable, Hashable {
    /// Shows that share of the invocations, of 0 to 1.
    case sampling(rate: Double)
    case outcomes(Set<String>)
    /// In upper case.
    case methods(Set<String>)
    /// Some header of the name, in lower case, that contains the text if there is one.
    case header(name: String, text: String?)
    /// Numeric addresses, as a proxy before the server names them.
    case clients(Set<String>)
    /// A text that some log entry contains.
    case text(String)
    case version(Version.ID)

    /// The header by which a proxy tells whose request it is.
    static let clientHeader = "cf-connecting-ip"

    /// `draw` is a random number of 0 up to 1.
    func admits(_ invocation: Invocation, draw: Double) -> Bool {
        switch self {
        case .sampling(let rate): draw < rate
        case .outcomes(let outcomes): outcomes.contains(invocation.outcome.rawValue)
        case .methods(let methods): invocation.request.map { methods.contains($0.method.uppercased()) } ?? false
        case .header(let name, let text):
            invocation.request?.headers[name].map { text.map($0.contains) ?? true } ?? false
        case .clients(let addresses):
            invocation.request?.headers[Self.clientHeader].map(addresses.contains) ?? false
        case .text(let text): invocation.logs.contains { $0.text.contains(text) }
        case .version(let version): invocation.version == version
        }
    }
}

extension Invocation {
    fileprivate var request: Request? {
        if case .request(let request) = event { request } else { nil }
    }
}

/// Reading filters from what clients send.
extension TailFilter {
    /// The most filters of one tail.
    static let maximumCount = 32
    /// The address that stands for whoever asks for the tail.
    private static let ownAddress = "self"

    /// Reads one filter.
    ///
    /// One that is not understood is refused: left out, it would show more than was asked for. `version` finds a version
    /// by how the client names it.
    init(
        _ filter: JSONValue,
        sender: String?,
        version: (String) async throws -> Version.ID
    ) async throws {
        if let rate = filter["sampling_rate"]?.number {
            guard let rate = Double("\(rate)"), (0...1).contains(rate) else {
                throw CloudflareError.parameterMalformed("sampling_rate", "it is a number of 0 to 1")
            }
            self = .sampling(rate: rate)
        } else if let outcomes = filter.texts("outcome") {
            self = .outcomes(Set(outcomes))
        } else if let methods = filter.texts("method") {
            self = .methods(Set(methods.map { $0.uppercased() }))
        } else if let header = filter["header"], let name = header["key"]?.string {
            self = .header(name: name.lowercased(), text: header["query"]?.string)
        } else if let addresses = filter.texts("client_ip") {
            self = .clients(Set(addresses.map { $0 == Self.ownAddress ? sender ?? $0 : $0 }))
        } else if let text = filter["query"]?.string {
            self = .text(text)
        } else if let name = filter["scriptVersion"]?.string {
            self = .version(try await version(name))
        } else {
            let known = "sampling_rate, outcome, method, header, client_ip, query, scriptVersion"
            throw CloudflareError.parameterMalformed("filters", "\(filter.text) is none of \(known)")
        }
    }
}

extension JSONValue {
    /// A member that is an array of texts; `nil` unless all are.
    fileprivate func texts(_ name: String) -> [String]? {
        guard let elements = self[name]?.array else { return nil }
        let texts = elements.compactMap(\.string)
        return texts.count == elements.count ? texts : nil
    }
}
