#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int system_pidfd_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int system_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int system_wait(int pidfd, bool block, struct system_exit *ending) {
    siginfo_t info = {0};
    int outcome;
    do {
        outcome = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED | (block ? 0 : WNOHANG));
    } while (outcome < 0 && errno == EINTR);
    if (outcome < 0) return -1;
    if (info.si_pid == 0) return 0;
    ending->by_signal = info.si_code != CLD_EXITED;
    ending->status = info.si_status;
    return 1;
}

int system_limit_data(pid_t pid, uint64_t bytes) {
    const struct rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};
    return prlimit(pid, RLIMIT_DATA, &limit, NULL);
}

int system_socket_pair(int fds[2]) { return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds); }
