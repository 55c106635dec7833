/// The client's connection ended before its request body did.
public struct ConnectionClosed: Error, Hashable {}
