import HTTPModel
import ReleaseCore
import ReleaseModel

/// Makes modules of the parts of a form.
enum ModuleReader {
    static func modules(_ parts: [ScriptForm.Part], of metadata: UploadMetadata) throws -> [Module] {
        var modules: [Module] = []
        for part in parts {
            guard let type = try type(of: part, metadata) else { continue }
            do {
                modules.append(
                    try Module(name: part.name, type: type, digest: part.blob.digest, size: part.blob.size)
                )
            } catch {
                throw CloudflareError.malformedUpload("\"\(part.name)\" is not a module name")
            }
        }
        return modules
    }

    /// The type of a module; `nil` for what belongs to the upload and is no module.
    private static func type(of part: ScriptForm.Part, _ metadata: UploadMetadata) throws -> ModuleType? {
        switch part.contentType {
        case "application/javascript+module", "text/javascript+module": return .esm
        case "application/typescript+module": return .typeScript
        case "application/javascript", "text/javascript", "application/x-javascript":
            // Some clients call the main module so, whatever it is.
            if metadata.isClassic { return .classic }
            if part.name == metadata.main { return .esm }
            throw CloudflareError.validation(
                "The module \(part.name) is CommonJS, which this server does not run: bundle it as an ES module."
            )
        case "application/wasm": return .wasm
        case "application/json": return .json
        case "text/plain": return .text
        case "application/octet-stream": return part.name == metadata.main ? .esm : .data
        case "application/source-map": return nil
        case "":
            return part.name == metadata.main ? (metadata.isClassic ? .classic : .esm) : .data
        default:
            throw CloudflareError.validation(
                "The module \(part.name) has the content type \(part.contentType), which this server does not run."
            )
        }
    }
}
