/// The files of a new project, which deploys as it is.
struct ProjectTemplate: Sendable {
    let name: String
    let language: Language
    /// Of today: `2026-11-21`.
    let date: String

    enum Language: Sendable {
        case javaScript, typeScript

        var main: String {
            switch self {
            case .javaScript: "src/index.js"
            case .typeScript: "src/index.ts"
            }
        }
    }

    /// Each file's path below the project's folder, and its text.
    var files: [(path: String, text: String)] {
        [("wrangler.jsonc", configuration), (language.main, code)]
    }

    private var configuration: String {
        """
        {
          // The worker's name: it answers on http://\(name).localhost, on the server's traffic port.
          "name": "\(name)",
          "main": "\(language.main)",
          "compatibility_date": "\(date)",
          // What code finds as env.GREETING. Secrets do not belong here.
          "vars": { "GREETING": "Hello" }
        }

        """
    }

    private var code: String {
        let types = language == .typeScript
        return """
            \(types ? "interface Env {\n  GREETING: string;\n}\n\n" : "")export default {
              async fetch(request\(types ? ": Request" : ""), env\(types ? ": Env" : "")) {
                const { pathname } = new URL(request.url);
                return new Response(`${env.GREETING} from ${pathname}\\n`);
              },
            };

            """
    }
}
