// swift-tools-version: 6.2
import PackageDescription

/// A C library of the system, found by pkg-config and installed by apt.
func system(_ name: String, pkgConfig: String, apt package: String) -> Target {
    .systemLibrary(
        name: name,
        path: "Sources/System/\(name)",
        pkgConfig: pkgConfig,
        providers: [.apt([package])]
    )
}

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// For the two targets that every request goes through.
///
/// A release build does without the run-time checks of exclusive access there, a tenth of a request's cost. Debug
/// builds, and with them the tests, keep them.
let hot: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// A library of ours; `uses` is the whole list of what it may import, and the build refuses anything else.
func library(_ name: String, uses: [Target.Dependency] = [], settings: [SwiftSetting] = []) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: strict + settings)
}

func tests(_ name: String, uses: [Target.Dependency], fixtures: [String] = []) -> Target {
    .testTarget(name: name, dependencies: uses, exclude: fixtures, swiftSettings: strict)
}

let package = Package(
    name: "sluice",
    products: [.executable(name: "sluice", targets: ["sluice"])],
    targets: [
        // Layer 0: C libraries and values.
        system("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
        system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        system("CUV", pkgConfig: "libuv", apt: "libuv1-dev"),
        system("CYaml", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
        .target(
            name: "CToml",
            cxxSettings: [.define("TOML_HEADER_ONLY", to: "0"), .define("TOML_SHARED_LIB", to: "1")],
            linkerSettings: [.linkedLibrary("tomlplusplus")]
        ),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "CSystem"),
        .target(name: "CDashboard", exclude: ["files"]),
        .target(name: "COpenAPI"),
        library("ContentDigest", uses: ["COpenSSL"]),
        library("HTTPModel"),
        library("ReleaseModel"),
        library("Telemetry"),

        // Layer 1: use cases, wire types, files.
        library("Lifecycle", uses: ["Telemetry"]),
        library("NativeWire", uses: ["ReleaseModel"]),
        library("ProjectFiles", uses: ["ReleaseModel", "CToml", "CYaml"]),
        library("ReleaseCore", uses: ["ReleaseModel", "ContentDigest"]),
        library("SQLiteAccess", uses: ["ReleaseModel", "CSQLite"]),
        library("StaticAssets", uses: ["ReleaseModel", "HTTPModel"]),

        // Layer 2: adapters.
        library("CodePackages", uses: ["ReleaseModel", "CZlib"]),
        library(
            "DialectCloudflare",
            uses: [
                "ReleaseCore", "ReleaseModel", "HTTPModel", "ContentDigest", "ResourceStorage", "EventDispatch",
                "StaticAssets",
            ]
        ),
        library(
            "DialectFunctionCompute",
            uses: [
                "ReleaseCore", "ReleaseModel", "HTTPModel", "ContentDigest", "CodePackages", "EventDispatch", "CRE2",
            ]
        ),
        library("DialectPrefect", uses: ["ReleaseCore", "ReleaseModel", "HTTPModel", "HTTPEngine", "Lifecycle"]),
        library("DashboardPages", uses: ["NativeWire", "ReleaseCore", "ReleaseModel", "HTTPModel", "CDashboard"]),
        library("EventDispatch", uses: ["ReleaseModel", "Lifecycle", "Telemetry"]),
        library("HTTPEngine", uses: ["HTTPModel", "Lifecycle", "Telemetry", "CUV", "COpenSSL"], settings: hot),
        library(
            "NativeAPI",
            uses: [
                "NativeWire", "ReleaseCore", "ReleaseModel", "HTTPModel", "ResourceStorage", "EventDispatch",
                "StaticAssets", "COpenAPI",
            ]
        ),
        library("ResourceStorage", uses: ["ReleaseModel", "SQLiteAccess"]),
        library("StoreSQLite", uses: ["ReleaseCore", "ReleaseModel", "ContentDigest", "SQLiteAccess", "CZstd"]),

        // Layer 3: planes and tools.
        library(
            "GatewayPlane",
            uses: [
                "ReleaseModel", "HTTPModel", "HTTPEngine", "StaticAssets", "ContentDigest", "Lifecycle", "Telemetry",
                "CUV",
            ],
            settings: hot
        ),
        library(
            "RuntimeSupervision",
            uses: [
                "ReleaseModel", "HTTPModel", "HTTPEngine", "ContentDigest", "Lifecycle", "Telemetry", "CSystem",
            ]
        ),
        library(
            "CommandLineTool",
            uses: [
                "NativeWire", "ProjectFiles", "ReleaseModel", "ContentDigest", "CodePackages", "EventDispatch",
                "HTTPModel", "HTTPEngine", "CSystem",
            ]
        ),

        // Between layers 3 and 4: what stands on the supervision of processes.
        library(
            "FunctionPlane",
            uses: [
                "ReleaseModel", "HTTPModel", "HTTPEngine", "ContentDigest", "Lifecycle", "Telemetry", "EventDispatch",
                "SQLiteAccess", "CodePackages", "RuntimeSupervision", "DialectFunctionCompute",
            ]
        ),

        // Layers 4 and 5: wiring and the executable.
        library(
            "ServerAssembly",
            uses: [
                "ReleaseModel", "ReleaseCore", "ContentDigest", "HTTPModel", "Telemetry", "Lifecycle", "HTTPEngine",
                "StoreSQLite", "SQLiteAccess", "ResourceStorage", "NativeWire", "NativeAPI", "DialectCloudflare",
                "DialectFunctionCompute", "DialectPrefect", "DashboardPages", "EventDispatch", "FunctionPlane",
                "GatewayPlane",
                "RuntimeSupervision", "StaticAssets", "CSystem",
            ]
        ),
        .executableTarget(
            name: "sluice",
            dependencies: ["ServerAssembly", "CommandLineTool"],
            swiftSettings: strict
        ),

        // Benchmarks: run by `make bench`.
        .executableTarget(
            name: "VersionChoice",
            dependencies: ["ContentDigest", "ReleaseModel"],
            path: "Benchmarks/VersionChoice",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "GatewayBench",
            dependencies: ["GatewayPlane", "HTTPEngine", "ReleaseModel", "Telemetry"],
            path: "Benchmarks/GatewayBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ScaleHome",
            dependencies: ["ReleaseCore", "ReleaseModel", "StoreSQLite"],
            path: "Benchmarks/ScaleHome",
            swiftSettings: strict
        ),

        // Tests.
        tests("HTTPModelTests", uses: ["HTTPModel"]),
        tests("TelemetryTests", uses: ["Telemetry"]),
        tests("LifecycleTests", uses: ["Lifecycle", "Telemetry"]),
        .target(
            name: "StoreExamples",
            dependencies: ["ReleaseCore", "ReleaseModel"],
            path: "Tests/StoreExamples",
            swiftSettings: strict
        ),
        tests(
            "StoreContractTests",
            uses: ["StoreSQLite", "StoreExamples", "ReleaseCore", "ReleaseModel", "ContentDigest"]
        ),
        tests(
            "StoreSQLiteTests",
            uses: ["StoreSQLite", "SQLiteAccess", "StoreExamples", "ReleaseCore", "ReleaseModel", "ContentDigest"],
            fixtures: ["Fixtures"]
        ),
        tests("ResourceStorageTests", uses: ["ResourceStorage", "SQLiteAccess", "ReleaseModel"]),
        tests(
            "RuntimeSupervisionTests",
            uses: [
                "RuntimeSupervision", "ReleaseModel", "HTTPModel", "HTTPEngine", "ContentDigest", "Lifecycle",
                "CSystem", "TestSurroundings",
            ]
        ),
        tests(
            "NativeAPITests",
            uses: [
                "NativeAPI", "NativeWire", "ReleaseCore", "ReleaseModel", "ResourceStorage", "HTTPModel",
                "StoreExamples", "StoreSQLite",
            ]
        ),
        tests(
            "CommandLineToolTests",
            uses: [
                "CommandLineTool", "NativeWire", "ReleaseModel", "HTTPModel", "HTTPEngine", "Telemetry",
                "TestSurroundings",
            ]
        ),
        tests("ProjectFilesTests", uses: ["ProjectFiles", "ReleaseModel", "TestSurroundings"]),
        tests("ReleaseModelTests", uses: ["ReleaseModel"]),
        tests("StaticAssetsTests", uses: ["StaticAssets", "ReleaseModel", "HTTPModel"]),
        tests("EventDispatchTests", uses: ["EventDispatch", "Lifecycle", "ReleaseModel", "Telemetry"]),
        tests("HouseRulesTests", uses: []),
        tests(
            "BadInputTests",
            uses: ["ReleaseCore", "ReleaseModel", "StoreSQLite", "SocketTesting"],
            fixtures: ["Golden"]
        ),
        .target(name: "SocketTesting", path: "Tests/SocketTesting", swiftSettings: strict),
        .target(
            name: "TestSurroundings",
            dependencies: ["HTTPEngine"],
            path: "Tests/TestSurroundings",
            swiftSettings: strict
        ),
        tests("CodePackagesTests", uses: ["CodePackages", "ReleaseModel", "TestSurroundings"]),
        tests("ContentDigestTests", uses: ["ContentDigest"]),
        tests(
            "GatewayPlaneTests",
            uses: [
                "GatewayPlane", "HTTPEngine", "ReleaseModel", "StaticAssets", "Telemetry", "ContentDigest",
                "SocketTesting",
            ]
        ),
        tests(
            "DialectCloudflareTests",
            uses: [
                "DialectCloudflare", "ContentDigest", "HTTPModel", "ReleaseCore", "ReleaseModel", "ResourceStorage",
                "StoreSQLite",
            ]
        ),
        tests(
            "DialectGoldenTests",
            uses: [
                "DialectCloudflare", "DialectFunctionCompute", "HTTPModel", "NativeAPI", "NativeWire", "ReleaseCore",
                "ReleaseModel", "ResourceStorage", "StoreSQLite",
            ],
            fixtures: ["Golden"]
        ),
        tests(
            "DialectFunctionComputeTests",
            uses: ["DialectFunctionCompute", "ContentDigest", "HTTPModel", "ReleaseCore", "ReleaseModel"]
        ),
        tests(
            "DialectPrefectTests",
            uses: [
                "DialectPrefect", "HTTPEngine", "HTTPModel", "Lifecycle", "ReleaseCore", "ReleaseModel",
                "SocketTesting", "StoreSQLite", "Telemetry",
            ]
        ),
        tests(
            "DashboardPagesTests",
            uses: [
                "DashboardPages", "NativeAPI", "NativeWire", "HTTPModel", "ReleaseCore", "ReleaseModel",
                "ResourceStorage", "StoreExamples", "StoreSQLite",
            ]
        ),
        tests(
            "FunctionPlaneTests",
            uses: [
                "FunctionPlane", "RuntimeSupervision", "DialectFunctionCompute", "CodePackages", "ContentDigest",
                "EventDispatch", "ReleaseModel", "HTTPModel", "HTTPEngine", "Lifecycle", "Telemetry", "SQLiteAccess",
                "TestSurroundings",
            ]
        ),
        tests("HTTPEngineTests", uses: ["HTTPEngine", "HTTPModel", "Lifecycle", "Telemetry", "SocketTesting"]),
        tests("ReleaseCoreTests", uses: ["ReleaseCore", "ReleaseModel", "ContentDigest", "StoreSQLite", "CSQLite"]),
        tests(
            "ServerAssemblyTests",
            uses: [
                "ServerAssembly", "DialectCloudflare", "EventDispatch", "FunctionPlane", "HTTPEngine", "HTTPModel",
                "Lifecycle", "NativeAPI", "NativeWire", "ReleaseCore", "ReleaseModel", "RuntimeSupervision",
                "StoreSQLite", "Telemetry", "TestSurroundings",
            ]
        ),
        tests(
            "EndToEndTests",
            uses: [
                "DialectFunctionCompute", "HTTPEngine", "HTTPModel", "NativeWire", "ReleaseCore", "ReleaseModel",
                "RuntimeSupervision", "SocketTesting", "Telemetry", "TestSurroundings", "CSQLite",
            ],
            fixtures: ["Workers"]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu17,
    cxxLanguageStandard: .cxx20
)
