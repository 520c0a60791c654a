/** The reason phrases of RFC 9110, section 15, and of the statuses registered since: what a response is called that says nothing itself. */
const PHRASES: Readonly<Record<string, string>> = {
  "100": "Continue", "101": "Switching Protocols", "102": "Processing", "103": "Early Hints",
  "200": "OK", "201": "Created", "202": "Accepted", "203": "Non-Authoritative Information", "204": "No Content", "205": "Reset Content", "206": "Partial Content", "207": "Multi-Status",
  "300": "Multiple Choices", "301": "Moved Permanently", "302": "Found", "303": "See Other", "304": "Not Modified", "307": "Temporary Redirect", "308": "Permanent Redirect",
  "400": "Bad Request", "401": "Unauthorized", "402": "Payment Required", "403": "Forbidden", "404": "Not Found", "405": "Method Not Allowed", "406": "Not Acceptable", "408": "Request Timeout",
  "409": "Conflict", "410": "Gone", "411": "Length Required", "412": "Precondition Failed", "413": "Content Too Large", "414": "URI Too Long", "415": "Unsupported Media Type", "416": "Range Not Satisfiable",
  "422": "Unprocessable Content", "423": "Locked", "424": "Failed Dependency", "425": "Too Early", "426": "Upgrade Required", "428": "Precondition Required", "429": "Too Many Requests", "431": "Request Header Fields Too Large", "451": "Unavailable For Legal Reasons",
  "500": "Internal Server Error", "501": "Not Implemented", "502": "Bad Gateway", "503": "Service Unavailable", "504": "Gateway Timeout", "507": "Insufficient Storage", "508": "Loop Detected", "511": "Network Authentication Required",
  "1XX": "Information", "2XX": "Success", "3XX": "Redirection", "4XX": "Client error", "5XX": "Server error", default: "Any other response", ok: "OK",
};

export function phraseOf(status: string): string {
  return Object.hasOwn(PHRASES, status) ? PHRASES[status]! : `Status ${status}`;
}
