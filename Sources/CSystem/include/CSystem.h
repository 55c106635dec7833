// What Linux offers and the Swift overlay of the C library does not import.
//
// Every function returns 0 or a value >= 0 on success, and an errno value (spawn) or -1 with errno set (the
// others) on failure. Nothing here allocates, and nothing keeps a pointer after it has returned.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// One descriptor that a child gets: the parent's `source` appears in the child as `target`.
struct system_descriptor {
    int source;
    int target;
};

// One resource limit, soft and hard alike; `resource` is one of RLIMIT_*.
struct system_limit {
    int resource;
    uint64_t value;
};

// How a child is started.
struct system_spawn {
    const char *path;
    char *const *arguments;
    char *const *environment;
    // The working directory, or NULL for the parent's.
    const char *directory;
    // Standard input is /dev/null unless a descriptor with target 0 is given; standard output and error are the
    // parent's unless given. Everything else that is not named here is closed in the child.
    const struct system_descriptor *descriptors;
    size_t descriptor_count;
    const struct system_limit *limits;
    size_t limit_count;
    // Sent to the child when the *thread* that spawned it ends; 0 for none.
    int parent_death_signal;
    // Whether the child leads a session of its own, out of reach of the terminal's signals.
    bool new_session;
    // Whether the child loses the system calls that `system_confinement` describes, for ever.
    bool confined;
};

// The steps of a spawn, so that an error can say which one failed.
enum system_spawn_step {
    SYSTEM_SPAWN_CLONE,
    SYSTEM_SPAWN_SIGNALS,
    SYSTEM_SPAWN_PARENT_DEATH,
    SYSTEM_SPAWN_SESSION,
    SYSTEM_SPAWN_DIRECTORY,
    SYSTEM_SPAWN_DESCRIPTORS,
    SYSTEM_SPAWN_LIMITS,
    SYSTEM_SPAWN_CONFINEMENT,
    SYSTEM_SPAWN_EXEC,
};

// A child that runs: its pid, and a descriptor that cannot come to mean another process.
struct system_child {
    pid_t pid;
    int pidfd;
    enum system_spawn_step failed_step;
};

// Starts a program and returns when it has been executed, or could not be: 0, or the errno of `failed_step`.
// The parent's memory is shared until then, so the cost does not grow with it. At most 64 descriptors.
int system_spawn(const struct system_spawn *spawn, struct system_child *child);

// Sends a signal to the process a pidfd means.
int system_pidfd_signal(int pidfd, int signal);

// Opens a pidfd for a process that is not a child.
int system_pidfd_open(pid_t pid);

// How a child ended.
struct system_exit {
    bool by_signal;
    // The exit code, or the number of the signal.
    int status;
};

// Takes the ending of a child: 1 if it has ended, 0 if it runs (only if `block` is false), -1 on error.
int system_wait(int pidfd, bool block, struct system_exit *ending);

// Limits the data segment of a running process: its heap, and what it maps privately and may write.
int system_limit_data(pid_t pid, uint64_t bytes);

// Opens a file in memory that holds the filter of system calls for sandboxes, as bubblewrap reads it.
int system_sandbox_filter(void);

// Makes a pair of connected Unix stream sockets that are closed on exec.
int system_socket_pair(int fds[2]);
