import EventDispatch
import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Cron schedules. They belong to no version.
extension CloudflareAPI {
    static func addScheduleRoutes(_ table: inout EndpointTable) {
        table.worker(.get, "/schedules", Endpoint(.read, CloudflareAPI.listSchedules))
        table.worker(.put, "/schedules", Endpoint(.deploy, CloudflareAPI.replaceSchedules))
        table.account(
            .get,
            "/workers/services/{worker}/environments/{environment}/schedules",
            Endpoint(.read, CloudflareAPI.listSchedules)
        )
    }

    @Sendable
    private func listSchedules(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        return .result(wire(try await plane.store.triggers(of: worker.id).filter { $0.source.kind == .schedule }))
    }

    @Sendable
    private func replaceSchedules(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        guard let items = try await call.json().array else { throw CloudflareError.unparsableBody }
        let sources = try items.map { item -> Trigger.Source in
            guard let expression = item["cron"]?.string else { throw CloudflareError.unparsableBody }
            return .schedule(expression: try Self.checked(expression))
        }
        let set = try await plane.setTriggers([.schedule: sources], of: WorkloadName(worker), record: record(call))
        return .result(wire(set.value))
    }

    private static func checked(_ text: String) throws -> String {
        do throws(InvalidCronExpression) {
            return try CronExpression(text).text
        } catch {
            throw CloudflareError.validation("The cron expression \"\(text)\" is invalid: \(error.explanation).")
        }
    }

    private func wire(_ triggers: [Trigger]) -> JSONValue {
        let items = triggers.map { trigger -> JSONValue in
            [
                "cron": .string(trigger.source.text), "created_on": JSONValue(trigger.createdAt),
                "modified_on": JSONValue(trigger.createdAt),
            ]
        }
        return ["schedules": .array(items)]
    }
}
