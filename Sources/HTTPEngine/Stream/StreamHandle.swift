import CUV

/// An open or connecting socket of a loop that no ``ByteStream`` has adopted yet.
///
/// A handler that drops it closes the socket.
public struct StreamHandle: ~Copyable {
    let uv: UnsafeMutablePointer<uv_stream_t>

    /// Takes over an initialised libuv handle.
    init(_ uv: UnsafeMutablePointer<uv_stream_t>) {
        self.uv = uv
        uv.pointee.data = nil
    }

    deinit {
        Self.dispose(uv)
    }

    consuming func adopt() -> UnsafeMutablePointer<uv_stream_t> {
        let uv = self.uv
        discard self
        return uv
    }

    /// Returns zeroed memory for a handle of that type, seen as the stream that it is.
    static func allocate<Handle>(_: Handle.Type) -> UnsafeMutablePointer<uv_stream_t> {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: MemoryLayout<Handle>.size,
            alignment: MemoryLayout<Handle>.alignment
        )
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<Handle>.size)
        return memory.assumingMemoryBound(to: uv_stream_t.self)
    }

    /// Closes an initialised handle that nobody owns, and frees it.
    private static func dispose(_ uv: UnsafeMutablePointer<uv_stream_t>) {
        UnsafeMutableRawPointer(uv).withMemoryRebound(to: uv_handle_t.self, capacity: 1) { handle in
            uv_close(handle) { handle in UnsafeMutableRawPointer(handle)?.deallocate() }
        }
    }
}
