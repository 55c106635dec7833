import CodePackages
import ContentDigest
import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// A package of code that a request carries.
struct PackageUpload {
    let package: CodePackage
    /// The CRC-64 by which clients know it.
    let checksum: UInt64

    /// Takes the package out of a request; `nil` when the request changes no code.
    ///
    /// Throws also when the client says that it sent another: `X-Fc-Code-Checksum`.
    init?(_ request: LooseObject, call: Call, checkedBy queue: PackageQueue) async throws {
        guard let code = try request.object("code") else { return nil }
        if let bucket = try code.text("ossBucketName"), !bucket.isEmpty {
            throw FunctionComputeError.invalid(
                "code in a bucket of the vendor's (\(bucket)) is out of reach: send it as zipFile"
            )
        }
        guard let text = try code.text("zipFile"), !text.isEmpty else { return nil }
        guard let zip = Data(base64Encoded: text).map(Array.init) else {
            throw FunctionComputeError.invalid("zipFile is not base64")
        }
        guard zip.count <= FunctionComputeConfiguration.maximumPackageBytes else {
            throw FunctionComputeError.invalid(
                "the zip is too large (allowed: \(FunctionComputeConfiguration.maximumPackageBytes) bytes, "
                    + "actual: \(zip.count))"
            )
        }
        package = try await queue.accept(zip)
        checksum = CRC64.sum(zip)
        if let claimed = call.request.fields[.codeChecksum], !claimed.isEmpty, claimed != String(checksum) {
            throw FunctionComputeError.invalid("the code has the checksum \(checksum), not \(claimed)")
        }
    }

    /// Stores the package, and returns what a function has of it.
    func store(in blobs: any BlobStore, account: Account.ID) async throws -> Module {
        let upload = try await blobs.beginUpload(account: account)
        do {
            try await upload.append(package.zip)
            let stored = try await upload.finish()
            return try Module(name: Component.packageName, type: .data, digest: stored.digest, size: stored.size)
        } catch {
            await upload.cancel()
            throw error
        }
    }
}

extension HTTPFieldName {
    static let codeChecksum: HTTPFieldName = "X-Fc-Code-Checksum"
}
