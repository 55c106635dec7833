// The system calls that code of users never needs, taken away by a seccomp filter.
//
// It is the second wall behind the engine's own permissions, and it closes two holes that these leave open: the
// engine's deny list knows no IPv6 ranges, so sockets of that family cannot be made at all; and a filter on socket()
// would be walked around with io_uring, so that is gone too.

#define _GNU_SOURCE
#include "confinement.h"

#include "CSystem.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the confinement of engines knows x86-64 and aarch64 only"
#endif

// The x32 calls of x86-64 have their own numbers, from here on; no native number is as high.
#define FOREIGN_NUMBERS 0x40000000

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define FAIL(code) RETURN(SECCOMP_RET_ERRNO | (code))
#define REFUSE(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), FAIL(EPERM)
#define ABSENT(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), FAIL(ENOSYS)

// The first instructions of a filter: calls of other architectures, and calls that nobody needs.
#define NATIVE_CALLS_ONLY \
    LOAD(arch), \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0), \
    RETURN(SECCOMP_RET_KILL_PROCESS), \
    LOAD(nr), \
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN_NUMBERS, 0, 1), \
    FAIL(ENOSYS)

#define NEEDED_BY_NOBODY \
    /* Looking into other processes. */ \
    REFUSE(ptrace), REFUSE(process_vm_readv), REFUSE(process_vm_writev), REFUSE(pidfd_getfd), REFUSE(kcmp), \
    REFUSE(perf_event_open), \
    /* Changing the machine, or leaving the place that was assigned. */ \
    REFUSE(mount), REFUSE(umount2), REFUSE(pivot_root), REFUSE(chroot), REFUSE(unshare), REFUSE(setns), \
    REFUSE(init_module), REFUSE(finit_module), REFUSE(delete_module), REFUSE(kexec_load), REFUSE(kexec_file_load), \
    REFUSE(reboot), REFUSE(swapon), REFUSE(swapoff), REFUSE(settimeofday), REFUSE(clock_settime), \
    REFUSE(sethostname), REFUSE(setdomainname), REFUSE(open_by_handle_at), REFUSE(acct), REFUSE(quotactl), \
    REFUSE(syslog), \
    /* Keys of the session, and corners of the kernel with a history. */ \
    REFUSE(add_key), REFUSE(request_key), REFUSE(keyctl), REFUSE(bpf), REFUSE(userfaultfd), \
    ABSENT(io_uring_setup), ABSENT(io_uring_enter), ABSENT(io_uring_register)

static struct sock_filter filter[] = {
    NATIVE_CALLS_ONLY,
    NEEDED_BY_NOBODY,

    // Sockets: Unix and IPv4 alone.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 1, 0),
    FAIL(EAFNOSUPPORT),
    RETURN(SECCOMP_RET_ALLOW),
};

int system_confine(void) {
    const struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return errno;
    return 0;
}

// For sandboxes, which have a network of their own or are meant to have the machine's: what matters there is that no
// process makes namespaces in which it would be root, and that families of sockets that no network separates are out
// of reach.
#define NEW_NAMESPACES \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

static const struct sock_filter sandbox_filter[] = {
    NATIVE_CALLS_ONLY,
    NEEDED_BY_NOBODY,
    REFUSE(mount_setattr), REFUSE(open_tree), REFUSE(move_mount), REFUSE(fsopen), REFUSE(fsmount), REFUSE(fsconfig),
    REFUSE(fspick),

    // clone3 takes its flags from memory, where a filter cannot look; the C library then uses clone.
    ABSENT(clone3),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (unsigned)NEW_NAMESPACES, 0, 1),
    FAIL(EPERM),
    RETURN(SECCOMP_RET_ALLOW),

    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 6),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 4, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 3, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 1, 0),
    FAIL(EAFNOSUPPORT),
    RETURN(SECCOMP_RET_ALLOW),
};

int system_sandbox_filter(void) {
    const int file = memfd_create("filter", MFD_CLOEXEC);
    if (file < 0) return -1;
    const bool is_written = write(file, sandbox_filter, sizeof sandbox_filter) == sizeof sandbox_filter;
    if (is_written && lseek(file, 0, SEEK_SET) == 0) return file;
    const int error = errno;
    close(file);
    errno = error;
    return -1;
}
