// Starting a child by clone(CLONE_VM | CLONE_VFORK): no page table is copied, so a large parent pays no more than a
// small one, and the child reports a failure by writing it where the parent, which waits, will read it.
//
// Until it executes the program the child shares the parent's memory: it must not allocate, lock or return, and uses
// thin wrappers of system calls alone.

#define _GNU_SOURCE
#include "CSystem.h"
#include "confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define STACK_BYTES (64 * 1024)
#define MAXIMUM_DESCRIPTORS 64

struct task {
    const struct system_spawn *spawn;
    pid_t parent;
    enum system_spawn_step step;
    int error;
};

// Signals do as they do in a new process: handlers are the parent's code, and ignoring SIGPIPE is its choice. The
// kernel is asked directly, because the C library keeps two signals to itself; all zeros are its default action.
static int reset_signals(void) {
    const uint64_t default_action[4] = {0};
    for (int number = 1; number < NSIG; number += 1) {
        syscall(SYS_rt_sigaction, number, default_action, NULL, sizeof(uint64_t));
    }
    sigset_t none;
    sigemptyset(&none);
    return sigprocmask(SIG_SETMASK, &none, NULL);
}

static int follow_parent(const struct task *task) {
    if (task->spawn->parent_death_signal == 0) return 0;
    if (prctl(PR_SET_PDEATHSIG, task->spawn->parent_death_signal) != 0) return -1;
    // Had the parent ended before that call, no signal would ever come.
    if (getppid() == task->parent) return 0;
    errno = ESRCH;
    return -1;
}

// Sources are first moved out of the way of all targets, since one descriptor's target may be another's source.
static int arrange_descriptors(const struct system_spawn *spawn) {
    int moved[MAXIMUM_DESCRIPTORS];
    int lowest = 3;
    bool has_input = false;
    for (size_t index = 0; index < spawn->descriptor_count; index += 1) {
        const int target = spawn->descriptors[index].target;
        if (target >= lowest) lowest = target + 1;
        if (target == 0) has_input = true;
    }
    for (size_t index = 0; index < spawn->descriptor_count; index += 1) {
        moved[index] = fcntl(spawn->descriptors[index].source, F_DUPFD_CLOEXEC, lowest);
        if (moved[index] < 0) return -1;
    }
    if (syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return -1;
    if (!has_input) {
        const int null = open("/dev/null", O_RDONLY);
        if (null < 0) return -1;
        if (null != 0 && (dup2(null, 0) < 0 || close(null) != 0)) return -1;
    }
    for (size_t index = 0; index < spawn->descriptor_count; index += 1) {
        if (dup2(moved[index], spawn->descriptors[index].target) < 0) return -1;
    }
    return 0;
}

static int limit_resources(const struct system_spawn *spawn) {
    for (size_t index = 0; index < spawn->limit_count; index += 1) {
        const rlim_t value = (rlim_t)spawn->limits[index].value;
        const struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
        if (setrlimit((__rlimit_resource_t)spawn->limits[index].resource, &limit) != 0) return -1;
    }
    return 0;
}

static int confine(const struct system_spawn *spawn) {
    if (!spawn->confined) return 0;
    errno = system_confine();
    return errno == 0 ? 0 : -1;
}

static int run(void *context) {
    struct task *task = context;
    const struct system_spawn *spawn = task->spawn;
    task->step = SYSTEM_SPAWN_SIGNALS;
    if (reset_signals() != 0) goto failed;
    task->step = SYSTEM_SPAWN_PARENT_DEATH;
    if (follow_parent(task) != 0) goto failed;
    task->step = SYSTEM_SPAWN_SESSION;
    if (spawn->new_session && setsid() < 0) goto failed;
    task->step = SYSTEM_SPAWN_DIRECTORY;
    if (spawn->directory != NULL && chdir(spawn->directory) != 0) goto failed;
    task->step = SYSTEM_SPAWN_DESCRIPTORS;
    if (arrange_descriptors(spawn) != 0) goto failed;
    task->step = SYSTEM_SPAWN_LIMITS;
    if (limit_resources(spawn) != 0) goto failed;
    task->step = SYSTEM_SPAWN_CONFINEMENT;
    if (confine(spawn) != 0) goto failed;
    task->step = SYSTEM_SPAWN_EXEC;
    execve(spawn->path, spawn->arguments, spawn->environment);
failed:
    task->error = errno;
    _exit(127);
}

int system_spawn(const struct system_spawn *spawn, struct system_child *child) {
    child->failed_step = SYSTEM_SPAWN_CLONE;
    if (spawn->descriptor_count > MAXIMUM_DESCRIPTORS) return E2BIG;
    char *stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return errno;

    // A signal handler must not run in the child, on the parent's memory.
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    struct task task = {.spawn = spawn, .parent = getpid()};
    int pidfd = -1;
    const int flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD;
    const pid_t pid = clone(run, stack + STACK_BYTES, flags, &task, &pidfd);
    int error = pid < 0 ? errno : task.error;
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    munmap(stack, STACK_BYTES);

    if (pid < 0) return error;
    if (error != 0) {
        struct system_exit ending;
        system_wait(pidfd, true, &ending);
        close(pidfd);
        child->failed_step = task.step;
        return error;
    }
    child->pid = pid;
    child->pidfd = pidfd;
    return 0;
}
