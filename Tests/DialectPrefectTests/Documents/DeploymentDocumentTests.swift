import HTTPModel
import ReleaseModel
import Testing

@testable import DialectPrefect

@Suite("A deployment's versioned properties")
struct DeploymentDocumentTests {
    /// What an open server answers, shortened where nothing is versioned.
    static let example = """
        {"id":"6e1d0000-0000-4000-8000-000000000001","name":"d","flow_id":"6e1d0000-0000-4000-8000-000000000002",\
        "paused":true,"schedules":[{"id":"s"}],"concurrency_limit":3,"concurrency_options":{"a":1},"version":"0.0.1",\
        "description":"one","job_variables":{"env":{"A":"1"}},"parameters":{"x":3.0,"y":123456789012345678901},\
        "tags":["a","b"],"labels":{"prefect.flow.id":"f","team":"etl","n":1.50},"work_queue_name":"default",\
        "work_queue_id":"q","parameter_openapi_schema":{"type":"object"},"path":null,\
        "pull_steps":[{"step":{"commit_sha":"c0ffee"}}],"entrypoint":"hello.py:hello","storage_document_id":null,\
        "infrastructure_document_id":null,"work_pool_name":"pool","enforce_parameter_schema":true,"status":"READY"}
        """

    static func document(_ changes: KeyValuePairs<String, String> = [:]) throws -> DeploymentDocument {
        let members = try changes.map { JSONText.Member($0.key, try #require(JSONText($0.value))) }
        let json = try #require(JSONText(example))
        return try #require(DeploymentDocument(json.setting(members)))
    }

    @Test("are those of Prefect's table, word for word, without its own labels")
    func content() throws {
        let content = try Self.document().content
        #expect(
            content.configuration == [
                "description": "\"one\"", "tags": "[\"a\",\"b\"]", "labels": "{\"team\":\"etl\",\"n\":1.50}",
                "entrypoint": "\"hello.py:hello\"", "pull_steps": "[{\"step\":{\"commit_sha\":\"c0ffee\"}}]",
                "parameters": "{\"x\":3.0,\"y\":123456789012345678901}",
                "parameter_openapi_schema": "{\"type\":\"object\"}", "enforce_parameter_schema": "true",
                "work_pool_name": "\"pool\"", "work_queue_name": "\"default\"",
                "job_variables": "{\"env\":{\"A\":\"1\"}}", "version": "\"0.0.1\"", "path": "null",
                "storage_document_id": "null", "infrastructure_document_id": "null",
            ]
        )
        #expect(content.kind == .flow && content.components.isEmpty)
    }

    @Test(
        "do not have what stays when a version goes",
        arguments: [
            "paused", "schedules", "concurrency_limit", "concurrency_options", "status", "last_polled", "work_queue_id",
            "updated",
        ]
    )
    func ignores(name: String) throws {
        #expect(try Self.document([name: "\"other\""]).content == Self.document().content)
    }

    @Test("tell which of them differ, whatever the order of members", arguments: FlowProperty.allCases)
    func differences(property: FlowProperty) throws {
        let other = try Self.document([property.rawValue: "{\"other\":1}"]).content
        #expect(other.differences(from: try Self.document().content) == [property])
        let reordered = try Self.document(["parameters": "{\"y\":123456789012345678901, \"x\":3.0}"]).content
        #expect(reordered.differences(from: try Self.document().content).isEmpty)
    }

    @Test("are other texts where only Unicode's normal form differs, in values and in names")
    func normalForms() throws {
        let (one, two) = ("\u{C4}.csv", "A\u{308}.csv")
        for write in [{ #"{"path":"\#($0)"}"# }, { #"{"\#($0)":1}"# }] as [(String) -> String] {
            let first = try Self.document(["parameters": write(one)]).content
            let second = try Self.document(["parameters": write(two)]).content
            #expect(first.differences(from: second) == [.parameters])
        }
        let both = try Self.document(["parameters": #"{"\#(one)":1,"\#(two)":1}"#]).content
        let single = try Self.document(["parameters": #"{"\#(two)":1}"#]).content
        #expect(both.differences(from: single) == [.parameters])
    }

    @Test("are the same when the server has completed a schema, and different when it says more")
    func schemas() throws {
        let empty = try Self.document(["parameter_openapi_schema": "{}"]).content
        let whole = try Self.document(["parameter_openapi_schema": #"{"type":"object","properties":{}}"#]).content
        let other = try Self.document(["parameter_openapi_schema": #"{"properties":{"x":{}}}"#]).content
        #expect(empty.differences(from: whole).isEmpty)
        #expect(empty.differences(from: other) == [.parameterSchema])
    }

    @Test("are the same in another order and with white space, however deep")
    func spellings() throws {
        let one = try Self.document([
            "parameter_openapi_schema": #"{"type":"object","properties":{"x":{"type":"number","title":"x"}}}"#,
            "job_variables": #"{"env":{"A":"\u00e4","B":"2"}}"#,
        ]).content
        let other = try Self.document([
            "parameter_openapi_schema": #"{"properties": {"x": {"title": "x", "type": "number"}}, "type": "object"}"#,
            "job_variables": #"{"env": {"B": "2", "A": "ä"}}"#,
        ]).content
        #expect(one != other && one.differences(from: other).isEmpty)
    }

    @Test("have templates as they were written, not what became of them")
    func templates() throws {
        let text = #"{"a":{"__prefect_kind":"json","value":"3"},"b":{"__prefect_kind":"jinja","template":"{{ x }}"}}"#
        #expect(try Self.document(["parameters": text]).content.value(of: .parameters).text == text)
    }

    @Test("are absent in one way", arguments: [FlowProperty.tags, .labels, .parameters, .jobVariables])
    func absence(property: FlowProperty) throws {
        let absent = try Self.document([property.rawValue: "null"]).content
        #expect(absent.value(of: property).text == property.absent)
    }
}
