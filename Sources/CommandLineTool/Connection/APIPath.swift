import HTTPModel
import NativeWire

/// A path of the native API with its placeholders filled in.
struct APIPath: Sendable, Hashable {
    let segments: [String]

    /// Fills in a template of ``NativeRoutes``; every placeholder must have a value.
    init(_ template: String, _ values: [String: String] = [:]) {
        segments = template.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return String(part) }
            guard let value = values[String(part.dropFirst().dropLast())] else {
                preconditionFailure("nothing for \(part) in \(template)")
            }
            return value
        }
    }

    /// The path of something below this one.
    func below(_ segment: String) -> APIPath {
        APIPath(segments: segments + [segment])
    }

    private init(segments: [String]) {
        self.segments = segments
    }

    func target(query: [(String, String?)] = []) throws(CommandFailure) -> HTTPTarget {
        let items = query.compactMap { name, value in value.map { HTTPQuery.Item(name, $0) } }
        do throws(HTTPTarget.Invalid) {
            return try HTTPTarget(segments: segments, query: HTTPQuery(items))
        } catch {
            throw .usage(
                "name_invalid",
                "\"\(segments.last ?? "")\" cannot be part of an address.",
                nextStep: "Use another name than \".\" and \"..\"."
            )
        }
    }
}
