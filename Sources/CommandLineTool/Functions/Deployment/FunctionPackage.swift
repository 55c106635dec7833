import CodePackages
import ContentDigest
import FoundationEssentials
import HTTPModel
import ProjectFiles

/// A function's code as it is sent.
struct FunctionPackage: Sendable {
    let zip: [UInt8]
    /// By which the server knows the code.
    let checksum: String
    let fileCount: Int

    /// Packs the folder that a project names, or takes its package as it is.
    static func load(_ code: FunctionCode, of function: String) async throws(CommandFailure) -> FunctionPackage {
        switch code {
        case .folder(let path): return try pack(path, of: function)
        case .package(let path):
            let zip = try await InputReader(standardInput: 0).file(path, upTo: PackageLimits.standard.zipSize)
            do {
                return FunctionPackage(try CodePackage(zip: zip))
            } catch {
                throw failure(.problem(error), path, function)
            }
        case .object(let bucket, _):
            throw .files(
                "code_unsupported",
                "The code of function \(function) is in the vendor's storage (\(bucket)), which is out of reach.",
                nextStep: "Name a folder with codeUri."
            )
        case .image:
            throw .files(
                "code_unsupported",
                "Function \(function) is a container's image, and this server runs none.",
                nextStep: "Use the runtime custom, and name a folder with codeUri."
            )
        }
    }

    private init(_ package: CodePackage) {
        zip = package.zip
        checksum = String(CRC64.sum(package.zip))
        fileCount = package.entries.count
    }

    private static func pack(_ path: String, of function: String) throws(CommandFailure) -> FunctionPackage {
        let selection: CodeSelection
        do throws(ProjectError) {
            selection = try CodeSelection(of: path)
        } catch {
            throw ProjectLoader.failure(error)
        }
        do throws(PackageFailure) {
            return FunctionPackage(
                try CodePackage(packing: path) { selection.leavesOut($0, isFolder: $1) }
            )
        } catch {
            throw failure(error, path, function)
        }
    }

    private static func failure(_ failure: PackageFailure, _ path: String, _ function: String) -> CommandFailure {
        .files(
            "code_unpackable",
            "The code of function \(function) (\(path)) cannot be sent: \(failure).",
            nextStep: "Correct codeUri, or leave files out by a line in .fcignore."
        )
    }

    /// As a request carries it.
    var json: JSONValue { ["zipFile": .string(Data(zip).base64EncodedString())] }
}
