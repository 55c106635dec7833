import CUV
import Glibc

/// A write that the system could not take at once: the request and a copy of its bytes in one block of memory.
struct PendingWrite {
    private let request: UnsafeMutablePointer<uv_write_t>

    /// Sees a request made by `make` again, in libuv's callback.
    init(_ request: UnsafeMutablePointer<uv_write_t>) {
        self.request = request
    }

    /// Copies the two pieces without their first `skipped` bytes.
    static func make(
        _ first: UnsafeBufferPointer<UInt8>,
        _ second: UnsafeBufferPointer<UInt8>,
        skipping skipped: Int
    ) -> PendingWrite {
        let count = first.count + second.count - skipped
        let header = MemoryLayout<uv_write_t>.size
        let memory = UnsafeMutableRawPointer.allocate(byteCount: header + count, alignment: 16)
        let request = memory.bindMemory(to: uv_write_t.self, capacity: 1)
        request.initialize(to: uv_write_t())
        request.pointee.data = UnsafeMutableRawPointer(bitPattern: count)
        var rest = UnsafeMutableRawBufferPointer(start: memory + header, count: count)
        let firstRest = first.dropFirst(skipped)
        rest.copyBytes(from: firstRest)
        rest = UnsafeMutableRawBufferPointer(rebasing: rest.dropFirst(firstRest.count))
        rest.copyBytes(from: second.dropFirst(skipped - (first.count - firstRest.count)))
        return PendingWrite(request)
    }

    var byteCount: Int { Int(bitPattern: request.pointee.data) }

    func submit(to handle: UnsafeMutablePointer<uv_stream_t>, _ callback: uv_write_cb) -> Int32 {
        let bytes = UnsafeMutableRawPointer(request) + MemoryLayout<uv_write_t>.size
        var vector = uv_buf_init(bytes.assumingMemoryBound(to: CChar.self), UInt32(byteCount))
        return uv_write(request, handle, &vector, 1, callback)
    }

    func free() {
        UnsafeMutableRawPointer(request).deallocate()
    }
}
