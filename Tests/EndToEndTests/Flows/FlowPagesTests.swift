import HTTPModel
import TestSurroundings
import Testing

extension EndToEndTests {
    /// Prefect's own pages, and pages that mean harm, in a real browser.
    @Suite(
        "Prefect's pages work in front of Sluice, and no other page does",
        .enabled(if: PrefectEnvironment.isInstalled, Comment(rawValue: PrefectEnvironment.absence)),
        .enabled(if: Browser.isInstalled, "chromium is not installed"),
        .flowStage()
    )
    struct FlowPagesTests {
        private static let limit: Duration = .seconds(120)

        @Test("a page of another port or of localhost can neither read nor make a deployment, by no kind of request")
        func browser() async throws {
            let stage = try #require(FlowStage.current)
            let made = try await stage.deploy("shown", ofFlow: "pages", ["version": "1"])
            let (id, flow) = (try #require(made["id"]?.string), try #require(made["flow_id"]?.string))
            let result = try await stage.prefect.launcher.run(
                [
                    "python3", "\(Checkout.root)/Tests/Clients/browser/flows.py", "--browser", Browser.program,
                    "--address", stage.url, "--upstream", stage.prefect.url, "--deployment", id, "--flow", flow,
                    "--name", "shown",
                ],
                of: "/usr/bin/env",
                environment: ["PYTHONPATH": Browser.driver],
                directory: stage.prefect.folder.path,
                within: Self.limit
            )
            #expect(result.succeeded, "\(result.output)\(result.errors)")
            #expect(try await stage.versions(of: id).count == 1)
        }
    }
}
