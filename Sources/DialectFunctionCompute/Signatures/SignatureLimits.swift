/// What bounds a signature in time and space.
public enum SignatureLimits {
    /// How far the clocks of a client and of this server may be apart, to either side.
    public static let clockSkew: Duration = .seconds(15 * 60)
    /// The longest time that a presigned URL may still have to run.
    public static let presignedLifetime: Duration = .seconds(7 * 24 * 3_600)
    /// How long a nonce is remembered: until a request that was dated at the far end of the skew is refused anyway.
    public static let nonceRetention: Duration = clockSkew * 2
    /// The most nonces of one account that are remembered at once, 277 a second all the time.
    ///
    /// Beyond it the account's requests are refused rather than let in unremembered.
    public static let maximumNoncesOfAccount = 500_000
    /// The most nonces of all accounts together, of 16 bytes each.
    public static let maximumNonces = 2_000_000
    /// The longest nonce, in bytes.
    public static let maximumNonceLength = 256
}
