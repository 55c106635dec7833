/// A part of a regular expression as it was read.
indirect enum PathExpressionNode {
    case bytes(ByteSet)
    /// `^`
    case begin
    /// `$`
    case end
    case sequence([PathExpressionNode])
    /// The first that fits counts.
    case choice([PathExpressionNode])
    /// What is in parentheses; `nil` for `(?:…)`.
    case group(Int?, PathExpressionNode)
    /// `nil` for as often as it fits; lazy ones try fewer first.
    case repeated(PathExpressionNode, least: Int, most: Int?, isLazy: Bool)
}
