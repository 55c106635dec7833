"""Limits that a harness takes upon itself, before it runs any code of a user: they can only be lowered after that."""

import resource

# What an interpreter needs besides what the function uses: stacks of threads, arenas of the allocator.
OVERHEAD_BYTES = 96 * 1024 * 1024


def limit_self(limits):
    """Limits what this process and its children may allocate, each, and how many of them there may be."""
    lower(resource.RLIMIT_DATA, data_in_use() + limits["dataBytes"] + OVERHEAD_BYTES)
    lower(resource.RLIMIT_NPROC, limits["processes"])


def data_in_use():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))


def lower(kind, limit):
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(kind, (limit, limit))
