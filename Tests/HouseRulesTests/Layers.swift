/// The layers of Documentation/Architecture.md; a target imports only what is below it.
///
/// Within the numbers of that page some targets of one layer stand on another, so they are told apart here by halves.
enum Layers {
    private static let layers: [[String]] = [
        [
            "COpenSSL", "CSQLite", "CUV", "CYaml", "CZlib", "CZstd", "CToml", "CRE2", "CSystem", "CDashboard",
            "COpenAPI",
        ],
        ["ContentDigest", "HTTPModel", "ReleaseModel", "Telemetry"],
        ["Lifecycle", "NativeWire", "ProjectFiles", "ReleaseCore", "SQLiteAccess", "StaticAssets"],
        ["CodePackages", "EventDispatch", "ResourceStorage", "StoreSQLite"],
        ["DashboardPages", "DialectCloudflare", "DialectFunctionCompute", "HTTPEngine", "NativeAPI"],
        ["DialectPrefect"],
        ["GatewayPlane", "RuntimeSupervision", "CommandLineTool"],
        ["FunctionPlane"],
        ["ServerAssembly"],
        ["sluice", "VersionChoice", "GatewayBench", "ScaleHome"],
    ]

    static func number(of target: String) -> Int? {
        layers.firstIndex { $0.contains(target) }
    }
}
