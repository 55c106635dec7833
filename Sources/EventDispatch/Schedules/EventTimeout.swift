/// An attempt of a scheduled event took longer than it may.
struct EventTimeout: Error {
    let after: Duration
}
