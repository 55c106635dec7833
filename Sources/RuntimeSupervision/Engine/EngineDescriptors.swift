/// The descriptors of this process that an engine is to have.
struct EngineDescriptors {
    let output: Int32
    let errors: Int32
    /// Where the sockets are inherited: the listening service socket, and its end of the control socket.
    var inherited: Inherited?

    struct Inherited {
        let service: Int32
        let control: Int32
        /// A file with the filter of system calls, for the sandbox to read.
        let filter: Int32
    }
}
