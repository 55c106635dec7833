/// How a child process is started.
///
/// A child gets what is named here and nothing else: every other descriptor is closed, signal handlers and masks are
/// reset, and standard input is `/dev/null` unless ``descriptors`` has a 0. Standard output and error are the parent's
/// unless named.
public struct ProcessLaunch: Sendable {
    /// The absolute path of the executable.
    public var program: String
    /// The arguments after the program's own name.
    public var arguments: [String]
    /// The whole environment.
    public var environment: [String: String]
    /// The working directory; the parent's when nil.
    public var directory: String?
    /// The parent's descriptor for each number in the child; at most ``maximumDescriptors``.
    public var descriptors: [Int32: Int32]
    public var limits: [ResourceLimit]
    /// Whether the child is killed when the *thread* that spawns it ends.
    ///
    /// So spawn on a thread that lives as long as the process.
    public var diesWithParent: Bool
    /// Whether the child leads a session of its own, so that signals of the terminal do not reach it.
    public var leadsSession: Bool
    /// Whether the child loses, for ever, the system calls that code of users never needs (see `confinement.c`): above
    /// all it can make Unix and IPv4 sockets alone.
    public var isConfined: Bool

    public static let maximumDescriptors = 64

    public init(
        program: String,
        arguments: [String] = [],
        environment: [String: String] = [:],
        directory: String? = nil,
        descriptors: [Int32: Int32] = [:],
        limits: [ResourceLimit] = [.coreFile(bytes: 0)],
        diesWithParent: Bool = true,
        leadsSession: Bool = true,
        isConfined: Bool = false
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.descriptors = descriptors
        self.limits = limits
        self.diesWithParent = diesWithParent
        self.leadsSession = leadsSession
        self.isConfined = isConfined
    }
}
