import HTTPModel
import ProjectFiles

/// Makes a service and its functions what a project says, and leaves alone what is so already.
struct ServiceDeployment: Sendable {
    let service: FunctionProject.Service
    let client: FunctionComputeClient

    func putService() async throws(CommandFailure) -> DeploymentStep {
        let path = FunctionPath.service(service.name)
        let change: DeploymentStep.Change
        if let present = try await client.find(path) {
            let differences = service.settings.differences(from: present)
            if !differences.isEmpty { _ = try await client.send(.put, path, .object(differences)) }
            change = differences.isEmpty ? .unchanged : .updated
        } else {
            var members = service.settings.members
            members["serviceName"] = .string(service.name)
            _ = try await client.send(.post, FunctionPath.services, .object(members))
            change = .created
        }
        return DeploymentStep(change: change, kind: "service", name: service.name)
    }

    func put(_ function: FunctionProject.Function) async throws(CommandFailure) -> DeploymentStep {
        let name = function.settings.name
        let path = FunctionPath.function(name, of: service.name)
        let wanted = WantedSettings(function.settings)
        let package = function.package
        var detail: String? = "code \(ByteCount(package.zip.count)), files: \(package.fileCount)"
        let change: DeploymentStep.Change
        if let present = try await client.find(path) {
            var differences = wanted.differences(from: present)
            var changed = differences.keys.sorted()
            if present["codeChecksum"]?.string != package.checksum {
                differences["code"] = package.json
                changed.append("code \(ByteCount(package.zip.count))")
            }
            if !differences.isEmpty { _ = try await client.send(.put, path, .object(differences)) }
            change = differences.isEmpty ? .unchanged : .updated
            detail = changed.isEmpty ? nil : changed.joined(separator: ", ")
        } else {
            var members = wanted.members
            members["functionName"] = .string(name)
            members["code"] = package.json
            _ = try await client.send(.post, FunctionPath.functions(of: service.name), .object(members))
            change = .created
        }
        return DeploymentStep(change: change, kind: "function", name: "\(service.name)/\(name)", detail: detail)
    }

    /// `nil` where the project says nothing of calls that nobody waits for.
    func putAsynchronous(_ function: FunctionProject.Function) async throws(CommandFailure) -> DeploymentStep? {
        guard let asynchronous = function.settings.asynchronous else { return nil }
        let name = function.settings.name
        let path = FunctionPath.asynchronousSettings(of: name, in: service.name)
        let wanted = WantedSettings(asynchronous)
        let present = try await client.find(path)
        let isSame = present.map { wanted.differences(from: $0).isEmpty } ?? false
        if !isSame { _ = try await client.send(.put, path, .object(wanted.members)) }
        return DeploymentStep(
            change: isSame ? .unchanged : present == nil ? .created : .updated,
            kind: "async",
            name: "\(service.name)/\(name)"
        )
    }
}
