import HTTPModel
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("The configuration of static files")
struct AssetRulesTests {
    @Test(
        "says which requests the code sees first",
        arguments: [
            ([:], .never), (["run_worker_first": true], .always), (["run_worker_first": false], .never),
            (["run_worker_first": []], .never), (["run_worker_first": ["/api/*"]], .paths(["/api/*"])),
            (["serve_directly": false], .always), (["serve_directly": true], .never),
            (["serve_directly": false, "run_worker_first": false], .never),
        ] as [(JSONValue, AssetRules.WorkerFirst)]
    )
    func workerFirst(document: JSONValue, expected: AssetRules.WorkerFirst) throws {
        #expect(try AssetRules(document).workerFirst == expected)
    }

    @Test("reads back as it was sent")
    func readsBack() throws {
        let rules = try AssetRules([
            "html_handling": "drop-trailing-slash", "not_found_handling": "single-page-application",
            "run_worker_first": ["/a"], "_headers": "/*\n  A: 1",
        ])
        #expect(rules.headers == "/*\n  A: 1")
        #expect(
            JSONValue(rules) == [
                "html_handling": "drop-trailing-slash", "not_found_handling": "single-page-application",
                "raw_run_worker_first": ["/a"], "serve_directly": true,
            ]
        )
    }

    @Test(
        "is refused where it makes no sense",
        arguments: [
            ["html_handling": "odd"], ["html_handling": 1], ["not_found_handling": "404"],
            ["run_worker_first": "yes"], ["run_worker_first": [1]], ["run_worker_first": ["api"]],
            ["run_worker_first": ["!/api"]],
        ] as [JSONValue]
    )
    func refuses(document: JSONValue) {
        #expect(throws: (any Error).self) { try AssetRules(document) }
    }
}
