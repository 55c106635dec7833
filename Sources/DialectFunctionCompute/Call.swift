import HTTPModel
import ReleaseCore
import ReleaseModel

/// A request of somebody who signed it, and readings of what it says.
struct Call: Sendable {
    let request: HTTPRequest
    let parameters: RouteParameters
    /// The whole body.
    let body: [UInt8]
    let caller: Caller
    let requestID: String
    let version: APIVersion
    /// The revision at which its change saw the service; `nil` for changes that do not depend on what it is.
    private(set) var seen: Revision?

    init(
        request: HTTPRequest,
        parameters: RouteParameters,
        body: [UInt8],
        caller: Caller,
        requestID: String,
        version: APIVersion
    ) {
        self.request = request
        self.parameters = parameters
        self.body = body
        self.caller = caller
        self.requestID = requestID
        self.version = version
    }

    var account: Account.ID { caller.account }
    var query: HTTPQuery { request.target.query }

    /// The service that the path names, without its qualifier.
    var service: WorkloadName {
        WorkloadName(account: account, kind: .service, name: String(serviceParts.name))
    }

    /// The version or alias that is asked for, in the path (`service.qualifier`) or in the query; `nil` for none.
    func qualifier() throws(FunctionComputeError) -> String? {
        let inPath = serviceParts.qualifier.map(String.init)
        let inQuery = query["qualifier"].flatMap { $0.isEmpty ? nil : $0 }
        if let inPath, let inQuery, inPath != inQuery {
            throw .invalid("the path names the qualifier '\(inPath)', the query '\(inQuery)'")
        }
        return inPath ?? inQuery
    }

    /// Names hold no dot, so the first one begins the qualifier.
    private var serviceParts: (name: Substring, qualifier: Substring?) {
        let parts = parameters["service"].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return (parts[0], parts.count == 2 ? parts[1] : nil)
    }

    /// Returns the same call for a change that is worked out from the service as it was at a revision.
    func seeing(_ revision: Revision) -> Call {
        var call = self
        call.seen = revision
        return call
    }

    func document() throws(FunctionComputeError) -> LooseObject {
        try LooseObject(parsing: body)
    }

    func record(_ message: String? = nil, verbatim: String? = nil) -> Record {
        Record(
            attribution: Attribution(author: caller.owner, source: Attribution.Source(of: request), message: message),
            verbatim: verbatim,
            seen: seen
        )
    }
}

/// The two forms of the API, which differ in where qualifiers stand and in how some documents are written.
enum APIVersion: String, Sendable, Hashable, CaseIterable {
    case classic = "2016-08-15"
    case open = "2021-04-06"
}

extension Attribution.Source {
    /// The client's kind by what it calls itself.
    init(of request: HTTPRequest) {
        let agent = request.fields[.userAgent]?.lowercased() ?? ""
        self = agent.contains("sluice") ? .cli : .sdk
    }
}
