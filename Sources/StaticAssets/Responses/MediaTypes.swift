import HTTPModel

/// The content types of files by extension, for files whose upload stated none.
///
/// Names are those of the IANA registry of media types; text is taken to be UTF-8. What is not here has no content
/// type, and the browser decides.
enum MediaTypes {
    /// Returns the content type of a path by what follows its last dot, in any case.
    static func type(of path: String) -> HTTPFieldValue? {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return byExtension[Substring(name[dot...].dropFirst()).lowercased()]
    }

    private static let byExtension: [String: HTTPFieldValue] = [
        // Pages and what they load.
        "html": "text/html; charset=utf-8",
        "htm": "text/html; charset=utf-8",
        "xhtml": "application/xhtml+xml",
        "css": "text/css; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8",
        "wasm": "application/wasm",
        "webmanifest": "application/manifest+json",

        // Text and data.
        "txt": "text/plain; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "ics": "text/calendar; charset=utf-8",
        "vtt": "text/vtt; charset=utf-8",
        "xml": "application/xml",
        "atom": "application/atom+xml",
        "json": "application/json",
        "jsonld": "application/ld+json",
        "geojson": "application/geo+json",
        "map": "application/json",
        "pdf": "application/pdf",
        "rtf": "application/rtf",
        "zip": "application/zip",
        "gz": "application/gzip",
        "epub": "application/epub+zip",

        // Images.
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "webp": "image/webp",
        "avif": "image/avif",
        "svg": "image/svg+xml",
        "ico": "image/vnd.microsoft.icon",
        "bmp": "image/bmp",
        "tif": "image/tiff",
        "tiff": "image/tiff",

        // Sound and film.
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "aac": "audio/aac",
        "oga": "audio/ogg",
        "ogg": "audio/ogg",
        "opus": "audio/ogg",
        "mp4": "video/mp4",
        "m4v": "video/mp4",
        "ogv": "video/ogg",
        "mov": "video/quicktime",
        "mpeg": "video/mpeg",
        "weba": "audio/webm",
        "webm": "video/webm",

        // Fonts and models.
        "woff": "font/woff",
        "woff2": "font/woff2",
        "ttf": "font/ttf",
        "otf": "font/otf",
        "glb": "model/gltf-binary",
        "gltf": "model/gltf+json",
    ]
}
