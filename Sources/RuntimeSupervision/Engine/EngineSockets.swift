/// The sockets by which an engine is held.
struct EngineSockets {
    /// Where it takes requests.
    let servicePath: String
    let origin: Origin

    enum Origin {
        /// The engine listens on the service path itself, and connects to the control path.
        case madeByEngine(controlPath: String)
        /// The engine finds both open: nothing of the file system need be within its reach.
        case inherited
    }
}
