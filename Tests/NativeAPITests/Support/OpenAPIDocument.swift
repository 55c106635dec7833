import FoundationEssentials
import HTTPModel
import NativeWire
import Testing

/// `Documentation/openapi.json`, as far as tests hold the server against it.
struct OpenAPIDocument: Decodable, Sendable {
    let paths: [String: [String: Operation]]
    let components: Components
    let problems: [String: Problem]

    struct Operation: Decodable, Sendable {
        let operationID: String
        let scope: String?
        let codes: [String]
        let parameters: [Reference]?
        let responses: [String: Response]

        enum CodingKeys: String, CodingKey {
            case operationID = "operationId"
            case scope = "x-sluice-scope"
            case codes = "x-sluice-codes"
            case parameters, responses
        }
    }

    struct Response: Decodable, Sendable {
        let description: String
    }

    struct Reference: Decodable, Sendable {
        let reference: String

        enum CodingKeys: String, CodingKey {
            case reference = "$ref"
        }

        /// The last part: the key among the components.
        var key: String { String(reference.split(separator: "/").last ?? "") }
    }

    struct Components: Decodable, Sendable {
        let schemas: [String: Schema]
        let parameters: [String: Parameter]
    }

    struct Parameter: Decodable, Sendable {
        let name: String
    }

    struct Schema: Decodable, Sendable {
        let properties: [String: Empty]?
        let required: [String]?
        let values: [String]?

        enum CodingKeys: String, CodingKey {
            case values = "enum"
            case properties, required
        }
    }

    struct Empty: Decodable, Sendable {}

    struct Problem: Decodable, Sendable {
        let status: Int
    }

    enum CodingKeys: String, CodingKey {
        case problems = "x-sluice-problems"
        case paths, components
    }

    /// The one copy there is, beside the sources.
    static func bytes() throws -> [UInt8] {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return Array(try Data(contentsOf: URL(filePath: "/\(root)/Documentation/openapi.json")))
    }

    static func read() throws -> OpenAPIDocument {
        try JSONDecoder().decode(OpenAPIDocument.self, from: Data(try bytes()))
    }

    /// Reports an answer that a reader of the document could not expect.
    func check(_ answer: TestAnswer, to request: HTTPRequest) {
        guard let operation = operation(for: request) else {
            #expect([401, 403, 404, 405, 421].contains(answer.status), "undocumented: \(request.target)")
            return
        }
        let place = "\(operation.operationID): \(answer.status) \(answer.problem?.code ?? "")"
        #expect(operation.responses["\(answer.status)"] != nil, "status not documented: \(place)")
        guard let problem = answer.problem else { return }
        #expect(operation.codes.contains(problem.code), "code not documented: \(place)")
        #expect(problem.status == answer.status)
        #expect(problem.type == "urn:sluice:problem:\(problem.code)")
        #expect(!problem.detail.isEmpty && !problem.nextStep.isEmpty)
    }

    private func operation(for request: HTTPRequest) -> Operation? {
        var router = Router<Operation>()
        for (path, operations) in paths {
            for (method, operation) in operations {
                guard let method = try? HTTPMethod(method.uppercased()) else { continue }
                router.add(method, RoutePattern(stringLiteral: path), operation)
            }
        }
        guard case .found(let route, _) = router.match(request.method, request.target) else { return nil }
        return route.handler
    }
}
