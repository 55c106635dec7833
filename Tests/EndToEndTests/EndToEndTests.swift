import Testing

/// The real binary, the real engine, real sockets: one test at a time, since each wants the machine for itself.
@Suite(.serialized, .timeLimit(.minutes(20)))
enum EndToEndTests {}
