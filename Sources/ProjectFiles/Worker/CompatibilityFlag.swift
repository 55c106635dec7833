/// What is known of a compatibility flag's name.
enum CompatibilityFlag: Hashable {
    /// The engine acts upon it.
    case interpreted
    /// The vendor knows it; here it is stored and compared only.
    case recorded
    case unknown

    init(_ name: String) {
        self =
            Self.interpretedNames.contains(name)
            ? .interpreted : Self.recordedNames.contains(name) ? .recorded : .unknown
    }

    static var names: [String] { interpretedNames.union(recordedNames).sorted() }

    /// Flags that let `node:` modules be imported.
    static let nodeModules: Set<String> = ["nodejs_compat", "nodejs_compat_v2", "nodejs_als"]

    private static let interpretedNames = nodeModules.union(["nodejs_compat_populate_process_env"])

    /// The flags of the vendor's documentation that projects most often set.
    private static let recordedNames: Set<String> = [
        "allow_custom_ports", "assets_navigation_prefers_asset_serving", "brotli_content_encoding",
        "cache_option_enabled", "crypto_preserve_public_exponent", "disallow_importable_env",
        "durable_object_fetch_requires_full_url", "enable_ctx_exports", "enable_nodejs_http_modules",
        "enable_nodejs_http_server_modules", "enable_request_signal", "experimental", "export_commonjs_default",
        "fetch_refuses_unknown_protocols", "formdata_parser_supports_files", "global_fetch_strictly_public",
        "global_navigator", "html_rewriter_treats_esi_include_as_void_tag", "http_headers_getsetcookie",
        "js_rpc", "minimal_subrequests", "no_global_navigator", "no_nodejs_compat_v2",
        "nodejs_compat_do_not_populate_process_env", "nodejs_zlib", "python_workers", "rpc",
        "streams_enable_constructors", "strict_crypto_checks", "transformstream_enable_standard_constructor",
        "unwrap_custom_thenables", "url_standard", "urlsearchparams_delete_has_value_arg", "web_socket_compression",
    ]
}
