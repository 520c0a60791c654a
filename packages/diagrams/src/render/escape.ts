/** Text as XML 1.0 character data or as the value of a double-quoted attribute; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return PLAIN.test(text) ? text : text.replace(FORBIDDEN, "").replace(SPECIAL, (char) => ENTITIES[char]!);
}

const PLAIN = /^[ !#-%(-;=?-~\u00a0-\ud7ff]*$/;
/** Everything outside of Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets), and C1 controls, which it discourages. */
const FORBIDDEN = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const SPECIAL = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
