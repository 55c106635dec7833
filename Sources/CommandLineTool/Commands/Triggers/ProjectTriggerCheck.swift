import EventDispatch
import ProjectFiles
import ReleaseModel

/// Whether the triggers of a configuration are well formed: what can be known before anything is sent.
///
/// The server alone knows its zones and what other workers have.
struct ProjectTriggerCheck: Sendable {
    private let project: WorkerProject

    init(_ project: WorkerProject) {
        self.project = project
    }

    /// - Throws: a failure of the file, with the code by which the server would refuse the trigger.
    func run() throws(CommandFailure) {
        for text in project.triggers.routes ?? [] where (try? RoutePattern(text)) == nil {
            throw failure(
                "route_invalid",
                "The route \"\(text)\" is no pattern of a host and a path",
                "Write it as example.com/path/*: the host, then the path, one * at the end or before the host."
            )
        }
        for text in project.triggers.customDomains ?? [] where (try? DomainName(text)) == nil {
            throw failure(
                "domain_invalid",
                "The custom domain \"\(text)\" is no host name",
                "Write a host name such as shop.example.com, without scheme, port and path."
            )
        }
        for text in project.triggers.crons ?? [] {
            do throws(InvalidCronExpression) {
                _ = try CronExpression(text)
            } catch {
                throw failure(
                    "cron_invalid",
                    "The cron expression \"\(text)\" is invalid: \(error.explanation)",
                    "Write five fields, such as \"*/5 * * * *\" or \"0 7 * * MON-FRI\"; times are UTC."
                )
            }
        }
    }

    private func failure(_ code: String, _ reason: String, _ advice: String) -> CommandFailure {
        .files(code, "\(project.configurationFile): \(reason).", nextStep: advice)
    }
}
