import HTTPEngine
import HTTPModel
import StaticAssets

extension GatewayLoop {
    /// Writes the head of an answer that files give into the loop's writer.
    func writeAnswer(_ response: AssetResponse, to exchange: Exchange) {
        writer.removeAll()
        writer.write("HTTP/1.1 ")
        writer.write(decimal: response.status.code)
        writer.write(" ")
        writer.write(response.status.reason)
        writer.write("\r\n")
        for field in response.fields {
            let name = Array(field.name.spelling.utf8)
            if InternalField.isReservedInAnswers(name.span) { continue }
            writer.write(name)
            writer.write(": ")
            writer.write(field.value.text)
            writer.write("\r\n")
        }
        if let length = response.length { writeLength(length) }
        endHead(of: exchange)
    }
}
