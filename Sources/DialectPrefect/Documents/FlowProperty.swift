/// The properties of a deployment that a version has, under the names of Prefect's API.
///
/// Those of Prefect's own table of versioned properties, and what an open server keeps besides of the same kind. Of its
/// table `work_queue_id` is kept by the queue's name, since identities change when a queue is made anew;
/// `created_by`, `updated_by` and `version_info` are Sluice's own records (``VersionInfo``, ``Actor``).
enum FlowProperty: String, CaseIterable {
    case description
    case tags
    case labels
    case entrypoint
    case pullSteps = "pull_steps"
    case parameters
    case parameterSchema = "parameter_openapi_schema"
    case enforcesParameterSchema = "enforce_parameter_schema"
    case workPoolName = "work_pool_name"
    case workQueueName = "work_queue_name"
    case jobVariables = "job_variables"
    case version
    case path
    case storageDocument = "storage_document_id"
    case infrastructureDocument = "infrastructure_document_id"

    /// What no version has: writes that name nothing else make none.
    ///
    /// `disabled` and `is_schedule_active` are in
    /// Prefect's table, but no open server has them.
    static let unversioned: Set<String> = [
        "name", "flow_id", "schedules", "schedule", "is_schedule_active", "paused", "disabled", "concurrency_limit",
        "concurrency_options", "global_concurrency_limit_id",
    ]

    /// What stands where a document has nothing, or `null` where that means the same.
    var absent: String {
        switch self {
        case .tags: "[]"
        case .labels, .parameters, .jobVariables: "{}"
        default: "null"
        }
    }
}
