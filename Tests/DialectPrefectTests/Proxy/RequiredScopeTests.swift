import HTTPModel
import ReleaseCore
import Testing

@testable import DialectPrefect

@Suite("What a token must allow")
struct RequiredScopeTests {
    private static func scope(_ request: String, fields: HTTPFields = [:]) throws -> AccessToken.Scope {
        let words = request.split(separator: " ").map(String.init)
        let method: HTTPMethod =
            switch words[0] {
            case "GET": .get
            case "HEAD": .head
            case "POST": .post
            default: .delete
            }
        return HTTPRequest(method, try HTTPTarget(words[1]), fields: fields).requiredScope
    }

    @Test(
        "is to deploy for whatever may tell the content of block documents",
        arguments: [
            "GET /api/block_documents/x?include_secrets=true",
            "GET /api/block_documents/x",
            "HEAD /api/block_documents/x",
            "POST /api/block_documents/filter",
            "POST /api/block_documents/count",
            "GET /api/block_types/slug/aws/block_documents?include_secrets=true",
            "GET /api/block_types/slug/aws/block_documents/name/key?include_secrets=true",
            "GET /api/block%5Fdocuments/x",
            "GET /api%2Fblock_documents%2Fx",
            "GET /api/block_types/slug/aws%2Fblock_documents",
            // The server's routes allow a line break at the end.
            "GET /api/block_types/slug/aws/block_documents%0A?include_secrets=true",
            "POST /api/block_documents/filter%0A",
        ]
    )
    func blocks(request: String) throws {
        #expect(try Self.scope(request) == .deploy)
    }

    @Test(
        "is to read for questions, as the server understands their paths",
        arguments: [
            "GET /api/flows/x", "GET /", "GET /api/block_types/slug/aws", "POST /api/block_types/filter",
            "POST /api/flows/filter", "POST /api/deployments/paginate", "POST /api/flow_runs/history",
            "POST /api/flow_runs/lateness", "POST /api/flow_runs/x/input/filter", "POST /api/events/filter",
            "POST /api/events/count-by/day", "POST /api/artifacts/latest/filter", "POST /api/logs/filter",
            "POST /api/work_pools/filter", "POST /api/work_pools/p/queues/filter",
            "POST /api/work_pools/p/workers/filter", "POST /api/work_pools/p/concurrency_status",
            "POST /api/v2/concurrency_limits/filter", "POST /api/ui/task_runs/dashboard/counts",
            "POST /api/ui/flows/next-runs", "POST /api/ui/schemas/validate", "POST /api/templates/validate",
            "POST /api/deployments%2Ffilter", "POST /api%2Fwork_pools%2Fp/queues/filter",
        ]
    )
    func questions(request: String) throws {
        #expect(try Self.scope(request) == .read)
    }

    @Test(
        "is to deploy for everything else, whatever names are among its segments",
        arguments: [
            "POST /api/work_pools/count-by/get_scheduled_flow_runs", "POST /api/work_pools/count-by/queues",
            "POST /api/work_pools/filter/queues", "POST /api/work_pools/filter/get_scheduled_flow_runs",
            "POST /api/work_pools/p%2Fqueues/queues/filter", "POST /api/work_pools/queues/filter",
            "POST /api/work_pools/p%2Fget_scheduled_flow_runs", "POST /api/events/count-by%2Fday%2Fmore",
            "POST /api/deployments%252Ffilter", "POST /api/deployments/x/filter", "POST /api/deployments/filter/",
            "POST /api/deployments/", "POST /api/deployments/get_scheduled_flow_runs", "POST /api//flows/filter",
            "POST /api/work_queues/x/get_runs", "POST /api/concurrency_limits/increment", "POST /filter",
            "POST /api/filter", "POST /api/x/filter", "POST /x/flows/filter", "POST /api/events/count-by/",
            "DELETE /api/flows/filter",
        ]
    )
    func rest(request: String) throws {
        #expect(try Self.scope(request) == .deploy)
    }

    @Test(
        "is to read for the WebSockets that tell what happens, and to deploy for those that report",
        arguments: [
            ("/api/events/out", AccessToken.Scope.read), ("/api/logs/out", .read), ("/api/events/in", .deploy),
            ("/api/work_pools/p/workers/connect", .deploy), ("/api/work_pools/p/workers/out", .deploy),
            ("/api/task_runs/subscriptions/scheduled", .deploy),
        ]
    )
    func sockets(path: String, scope: AccessToken.Scope) throws {
        let fields: HTTPFields = ["Upgrade": "websocket", "Connection": "Upgrade"]
        #expect(try Self.scope("GET \(path)", fields: fields) == scope)
    }
}
