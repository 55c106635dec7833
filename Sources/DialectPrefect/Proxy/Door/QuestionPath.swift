import HTTPModel

/// The paths of Prefect's API, as of 3.8 and 3.9, at which a request that could do more only asks.
///
/// A path is matched as a whole: names that somebody chose, such as those of work pools, are among its segments.
enum QuestionPath {
    /// Whether a POST to the path changes nothing.
    static func isAsked(byPOST segments: [String]) -> Bool {
        guard segments.first == "api", segments.count > 2, let known = posts[segments[1]] else { return false }
        return known.contains { matches(segments.dropFirst(2), $0) }
    }

    /// Whether a WebSocket at the path only tells what happens.
    static func isAsked(bySocket segments: [String]) -> Bool {
        segments == ["api", "events", "out"] || segments == ["api", "logs", "out"]
    }

    private static func matches(_ segments: ArraySlice<String>, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "/")
        return parts.count == segments.count
            && zip(parts, segments).allSatisfy { part, segment in part == "*" ? !segment.isEmpty : part == segment }
    }

    /// What follows the first segment behind `/api`; an asterisk stands for any one segment.
    private static let posts: [String: [String]] = [
        "artifacts": ["count", "filter", "latest/count", "latest/filter"],
        "automations": ["count", "filter", "templates/validate"],
        "block_schemas": ["filter"],
        "block_types": ["filter"],
        "concurrency_limits": ["filter"],
        "deployments": ["count", "filter", "paginate"],
        "events": ["count-by/*", "filter"],
        "flow_runs": ["*/input/filter", "count", "filter", "history", "lateness", "paginate"],
        "flows": ["count", "filter", "paginate"],
        "logs": ["filter"],
        "saved_searches": ["filter"],
        "task_runs": ["count", "filter", "history", "paginate"],
        "task_workers": ["filter"],
        "templates": ["validate"],
        "ui": [
            "flow_runs/count-task-runs", "flow_runs/history", "flows/count-deployments", "flows/next-runs",
            "schemas/validate", "task_runs/count", "task_runs/dashboard/counts",
        ],
        "v2": ["concurrency_limits/filter"],
        "variables": ["count", "filter"],
        "work_pools": ["*/concurrency_status", "*/queues/filter", "*/workers/filter", "count", "filter"],
        "work_queues": ["*/concurrency_status", "filter"],
    ]
}
