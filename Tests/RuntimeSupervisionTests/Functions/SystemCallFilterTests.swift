import CSystem
import Glibc
import Testing

/// The filter as it is given to sandboxes, read and followed as the kernel does, so that what the kernel would refuse
/// for other reasons is proven, too.
@Suite("The filter of system calls")
struct SystemCallFilterTests {
    /// `struct sock_filter`.
    private struct Instruction {
        let code: UInt16
        let yes: Int
        let no: Int
        let operand: UInt32
    }

    private let program: [Instruction]

    init() throws {
        let file = system_sandbox_filter()
        try #require(file >= 0)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = read(file, &bytes, bytes.count)
        try #require(count > 0 && count % 8 == 0)
        program = stride(from: 0, to: count, by: 8).map { start in
            let word = bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Instruction(
                code: UInt16(truncatingIfNeeded: word),
                yes: Int(word >> 16 & 0xFF),
                no: Int(word >> 24 & 0xFF),
                operand: UInt32(word >> 32)
            )
        }
    }

    private enum Outcome: Hashable {
        case allowed
        case killed
        case failed(Int32)
    }

    /// What becomes of a call with that first argument.
    private func outcome(_ number: UInt32, _ argument: UInt32 = 0, architecture: UInt32 = Self.native) throws -> Outcome
    {
        var (index, value) = (0, UInt32(0))
        while true {
            try #require(index < program.count)
            let instruction = program[index]
            index += 1
            let isMet: Bool
            switch instruction.code {
            // Load a word of `struct seccomp_data`: number, architecture, first argument.
            case 0x20:
                value = try #require([0: number, 4: architecture, 16: argument][instruction.operand])
                continue
            case 0x06:
                switch instruction.operand & 0xFFFF_0000 {
                case 0x7FFF_0000: return .allowed
                case 0x8000_0000: return .killed
                case 0x0005_0000: return .failed(Int32(instruction.operand & 0xFFFF))
                default: throw Unexpected()
                }
            case 0x15: isMet = value == instruction.operand
            case 0x35: isMet = value >= instruction.operand
            case 0x45: isMet = value & instruction.operand != 0
            default: throw Unexpected()
            }
            index += isMet ? instruction.yes : instruction.no
        }
    }

    struct Unexpected: Error {}

    /// `AUDIT_ARCH_X86_64`, whose numbers these are.
    private static let native: UInt32 = 0xC000_003E

    #if arch(x86_64)
    @Test(
        "refuses what looks into others, changes the machine, or leaves the place that was assigned",
        arguments: [
            "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "pidfd_getfd": 438, "kcmp": 312,
            "perf_event_open": 298, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272,
            "setns": 308, "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246,
            "kexec_file_load": 320, "reboot": 169, "swapon": 167, "swapoff": 168, "settimeofday": 164,
            "clock_settime": 227, "sethostname": 170, "setdomainname": 171, "open_by_handle_at": 304, "acct": 163,
            "quotactl": 179, "syslog": 103, "add_key": 248, "request_key": 249, "keyctl": 250, "bpf": 321,
            "userfaultfd": 323, "mount_setattr": 442, "open_tree": 428, "move_mount": 429, "fsopen": 430,
            "fsmount": 432, "fsconfig": 431, "fspick": 433,
        ]
    )
    func refused(name: String, number: UInt32) throws {
        #expect(try outcome(number) == .failed(EPERM))
    }

    @Test(
        "says that calls do not exist which a filter cannot look into, and those of another numbering",
        arguments: [
            "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "clone3": 435,
            "read of x32": 0x4000_0000, "clone of x32": 0x4000_0038,
        ]
    )
    func absent(name: String, number: UInt32) throws {
        #expect(try outcome(number) == .failed(ENOSYS))
    }

    @Test("ends whoever calls as on another architecture", arguments: [0x4000_0003, 0xC000_00B7, 0] as [UInt32])
    func foreign(architecture: UInt32) throws {
        #expect(try outcome(0, architecture: architecture) == .killed)
    }

    @Test("lets processes and threads be made, but no namespaces")
    func clones() throws {
        let (clone, threads, fork) = (UInt32(56), UInt32(0x3D_0F00), UInt32(SIGCHLD))
        #expect(try outcome(clone, threads) == .allowed && outcome(clone, fork) == .allowed)
        // mount, cgroup, uts, ipc, user, pid, net
        for flag: UInt32 in [0x20000, 0x200_0000, 0x400_0000, 0x800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000] {
            #expect(try outcome(clone, flag | fork) == .failed(EPERM))
        }
    }

    @Test("lets sockets be made of families that networks separate, and of no other")
    func sockets() throws {
        let families = try (0...60).filter { try outcome(41, $0) == .allowed }
        #expect(families.map(Int32.init) == [AF_UNIX, AF_INET, AF_INET6, AF_NETLINK])
        #expect(try outcome(41, 40) == .failed(EAFNOSUPPORT))
    }

    @Test("lets everything else through", arguments: [0, 1, 2, 9, 57, 59, 202, 257, 231, 318, 53, 42, 49] as [UInt32])
    func others(number: UInt32) throws {
        #expect(try outcome(number) == .allowed)
    }
    #endif
}
