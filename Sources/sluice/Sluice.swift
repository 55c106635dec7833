import CommandLineTool
import FoundationEssentials
import Glibc

/// The one executable: the server, its processes, and the command line tool.
@main
struct Sluice {
    static func main() async {
        let process = ProcessInfo.processInfo
        let code = await CommandLineTool.run(
            arguments: Array(process.arguments.dropFirst()),
            environment: process.environment,
            server: Server()
        )
        exit(code)
    }
}
