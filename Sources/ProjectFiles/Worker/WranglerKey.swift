/// A key of a wrangler configuration: where it may stand and what happens to it here.
///
/// Source: wrangler's configuration schema, `Environment` and `ConfigFields`.
struct WranglerKey: Hashable {
    let scope: Scope
    let handling: Handling

    enum Scope {
        /// A named environment takes the top level's value unless it has its own.
        case inherited
        /// A named environment has only what it says itself.
        case perEnvironment
        /// Known at the top level alone.
        case topLevel
    }

    enum Handling {
        case read
        /// It tells wrangler how to build or the vendor how to host; nothing is lost by leaving it out.
        case ignored
        /// The worker may count on it, and will not find it.
        case unsupported
    }

    static let catalogue: [String: WranglerKey] = Dictionary(
        uniqueKeysWithValues: groups.flatMap { group in
            group.names.map { ($0, WranglerKey(scope: group.scope, handling: group.handling)) }
        }
    )

    private struct Group {
        let scope: Scope
        let handling: Handling
        let names: [String]

        init(_ scope: Scope, _ handling: Handling, _ names: String) {
            self.scope = scope
            self.handling = handling
            self.names = names.split(whereSeparator: \.isWhitespace).map(String.init)
        }
    }

    private static let groups = [
        Group(
            .inherited,
            .read,
            "name main compatibility_date compatibility_flags rules base_dir find_additional_modules no_bundle assets"
        ),
        Group(.inherited, .read, "route routes triggers workers_dev preview_urls"),
        Group(.perEnvironment, .read, "vars version_metadata kv_namespaces services"),
        Group(.topLevel, .read, "env keep_vars"),
        Group(
            .inherited,
            .ignored,
            """
            account_id tsconfig jsx_factory jsx_fragment minify keep_names preserve_file_names
            upload_source_maps first_party_worker usage_model observability placement compliance_region previews
            """
        ),
        Group(.topLevel, .ignored, "$schema send_metrics dev legacy_env"),
        Group(
            .inherited,
            .unsupported,
            "migrations build limits logpush logfwdr cache python_modules"
        ),
        Group(
            .perEnvironment,
            .unsupported,
            """
            define secrets durable_objects workflows cloudchamber containers send_email queues r2_buckets
            d1_databases vectorize ai_search ai_search_namespaces hyperdrive analytics_engine_datasets browser
            ai images stream media unsafe mtls_certificates tail_consumers streaming_tail_consumers dispatch_namespaces
            pipelines secrets_store_secrets ratelimits worker_loaders vpc_services vpc_networks exports
            unsafe_hello_world flagship artifacts agent_memory websearch
            """
        ),
        Group(.topLevel, .unsupported, "site wasm_modules text_blobs data_blobs alias pages_build_output_dir"),
    ]
}
