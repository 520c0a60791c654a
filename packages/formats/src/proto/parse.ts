import type { FormatProblem, Span } from "../reading.ts";
import type { Comment } from "./comments.ts";
import { broken, openCursor, type Cursor } from "./cursor.ts";
import { parseBracketed, parseOption } from "./parse-options.ts";
import { unquote } from "./scanner.ts";
import type { EnumSyntax, FieldSyntax, MessageSyntax, OneofSyntax, OptionSyntax, ProtoSyntax, ServiceSyntax, Word } from "./syntax.ts";

/** Messages nest no deeper than this; protobuf's compiler gives up at 32. */
const DEEPEST = 64;

type Open<Type> = { -readonly [Key in keyof Type]: Type[Key] extends readonly (infer Item)[] ? Item[] : Type[Key] };
type OpenReserved = { readonly ranges: ({ first: number; last: number } & Span)[]; readonly names: Word[] };
type Context = { readonly opened: Span; readonly called: string } & (
  | { readonly is: "message"; readonly message: Open<MessageSyntax> & { readonly reserved: OpenReserved } }
  | { readonly is: "enum"; readonly of: Open<EnumSyntax> & { readonly reserved: OpenReserved } }
  | { readonly is: "oneof"; readonly message: Open<MessageSyntax>; readonly oneof: Open<OneofSyntax> }
  | { readonly is: "service"; readonly service: Open<ServiceSyntax> }
  | { readonly is: "method"; readonly options: OptionSyntax[] }
  | { readonly is: "extend"; readonly extendee: Word }
);

/**
 * Parses a text by the grammars of proto3, proto2 and editions (https://protobuf.dev/reference/protobuf/). What breaks
 * the grammar is a problem and skipped up to the next statement; the rest is there.
 */
export function parseProto(text: string): { readonly file: ProtoSyntax; readonly problems: FormatProblem[] } {
  const cursor = openCursor(text);
  const { scanner } = cursor;
  const file: Open<ProtoSyntax> = { syntax: "proto2", imports: [], options: [], types: [], services: [], header: [], loose: cursor.loose, extending: [] };
  const stack: Context[] = [];
  const fileHeader = scanner.detached.splice(0);
  let reported = false;
  if (cursor.is("syntax") || cursor.is("edition")) {
    const leading = cursor.takeLeading();
    if (leading !== undefined) fileHeader.push(leading);
  }
  file.header = fileHeader;

  while (scanner.kind !== "end") {
    const top = stack.at(-1);
    const start = scanner.from;
    try {
      if (cursor.is("}")) {
        if (top === undefined) {
          if (!reported) cursor.report("format/syntax", "This `}` closes nothing.", scanner);
          reported = true;
        } else stack.pop();
        cursor.advance();
      } else if (cursor.is(";")) cursor.advance();
      else if (top === undefined) fileStatement();
      else statement(top);
    } catch (error) {
      if (error !== broken) throw error;
      skipStatement(cursor, start);
    }
  }
  const unclosed = stack.at(-1);
  if (unclosed !== undefined) cursor.report("format/syntax", `${unclosed.called} is never closed.`, unclosed.opened, "Close it with `}`.");
  for (const { what, from, to } of scanner.unclosed) cursor.report("format/syntax", what === "comment" ? "This comment is never closed." : "This text is never closed.", { from, to }, what === "comment" ? "Close it with `*/`." : "Close it on the same line with the mark that it begins with.");
  for (const comment of scanner.detached) cursor.loose.push(comment);
  cursor.loose.sort((a, b) => a.from - b.from);
  return { file, problems: cursor.problems };

  function fileStatement(): void {
    const leading = cursor.takeLeading();
    const word = scanner.kind === "name" ? scanner.text : "";
    if (word === "package") {
      cursor.advance();
      const name = cursor.path("the name of a package");
      if (file.package !== undefined) cursor.report("format/duplicate", "This file has a package already.", name, "Keep one of the two statements.");
      end();
      file.package ??= { ...name, ...comments(leading) };
      return;
    }
    if (word === "service") {
      cursor.advance();
      const service: Open<ServiceSyntax> = { name: cursor.name("the name of a service"), methods: [], options: [] };
      cursor.want("{", "behind the name of the service");
      Object.assign(service, comments(leading));
      file.services.push(service);
      stack.push({ is: "service", service, opened: service.name, called: `The service ${service.name.text}` });
      return;
    }
    if (declaresType(word)) {
      typeStatement(word, leading, "");
      return;
    }
    loosen(leading);
    if (word === "syntax" || word === "edition") {
      cursor.advance();
      cursor.want("=", `behind \`${word}\``);
      const value = text_();
      end();
      if (word === "edition") Object.assign(file, { syntax: "editions", edition: value.text });
      else if (value.text === "proto2" || value.text === "proto3") file.syntax = value.text;
      else cursor.report("format/version", `There is no syntax "${value.text}".`, value, "Write proto3.");
      if (word === "edition" && cursor.problems.length < 100) cursor.problems.push({ code: "format/version", severity: "warning", message: `Edition ${value.text} is read as proto3 is; its features are kept as options and have no effect.`, from: value.from, to: value.to });
    } else if (word === "import") {
      cursor.advance();
      const modifier = scanner.kind === "name" ? cursor.name("").text : undefined;
      const path = text_();
      end();
      file.imports.push({ ...path, modifier });
    } else if (word === "option") optionStatement(file.options);
    else if (word === "extend") extendStatement();
    else cursor.fail("a statement", "A proto file has `syntax`, `package`, `import`, `option`, `message`, `enum`, `service` and `extend`.");
  }

  function statement(top: Context): void {
    if (top.is === "message") messageStatement(top.message);
    else if (top.is === "oneof") {
      const leading = cursor.takeLeading();
      if (cursor.is("option")) {
        loosen(leading);
        optionStatement(top.oneof.options);
      } else fieldStatement(top.message, leading, top.oneof.name.text);
    } else if (top.is === "enum") enumStatement(top.of);
    else if (top.is === "extend") fieldStatement(undefined, cursor.takeLeading(), undefined, top.extendee);
    else if (top.is === "method") {
      if (cursor.is("option")) optionStatement(top.options);
      else cursor.fail("`option`");
    } else if (cursor.is("option")) optionStatement(top.service.options);
    else if (cursor.is("rpc")) methodStatement(top.service);
    else cursor.fail("`rpc` or `option`");
  }

  function messageStatement(message: Open<MessageSyntax> & { readonly reserved: OpenReserved }): void {
    const leading = cursor.takeLeading();
    const word = scanner.kind === "name" ? scanner.text : "";
    if (declaresType(word)) typeStatement(word, leading, `${message.path}.`);
    else if (word === "oneof") {
      cursor.advance();
      const oneof: Open<OneofSyntax> = { name: cursor.name("the name of a oneof"), options: [] };
      cursor.want("{", "behind the name of the oneof");
      Object.assign(oneof, comments(leading));
      message.oneofs.push(oneof);
      stack.push({ is: "oneof", message, oneof, opened: oneof.name, called: `The oneof ${oneof.name.text}` });
    } else if (word === "option" || word === "extend" || word === "extensions" || word === "reserved") {
      loosen(leading);
      if (word === "option") optionStatement(message.options);
      else if (word === "extend") extendStatement();
      else if (word === "reserved") reservedStatement(message.reserved, 536_870_911);
      else {
        const from = scanner.from;
        cursor.advance();
        const ranges = numberRanges(536_870_911);
        parseBracketed(cursor);
        const to = scanner.before;
        end();
        file.extending.push({ what: `extensions ${ranges.map(rangeText).join(", ")} of ${message.path}`, from, to });
      }
    } else fieldStatement(message, leading);
  }

  function declaresType(word: string): boolean {
    return word === "message" || word === "enum" || word === "export" || word === "local";
  }

  /** `path` is that of the message around it, with a dot behind. */
  function typeStatement(word: string, leading: Comment | undefined, path: string): void {
    // Edition 2024 says before a type whether other files may use it.
    let sort = word;
    if (word === "export" || word === "local") {
      cursor.advance();
      sort = scanner.text;
      if (sort !== "message" && sort !== "enum") cursor.fail("`message` or `enum`");
    }
    cursor.advance();
    const name = cursor.name(sort === "enum" ? "the name of an enum" : "the name of a message");
    if (!cursor.is("{")) cursor.fail(`\`{\` behind the name of the ${sort}`);
    if (sort === "message") openMessage(name, path, leading);
    else {
      const of = { sort: "enum" as const, name, path: path + name.text, values: [], reserved: { ranges: [], names: [] }, options: [] };
      cursor.advance();
      Object.assign(of, comments(leading));
      file.types.push(of);
      stack.push({ is: "enum", of, opened: name, called: `The enum ${name.text}` });
    }
  }

  function openMessage(name: Word, path: string, leading: Comment | undefined): void {
    if (stack.length >= DEEPEST) {
      cursor.report("format/too-large", `This message is nested more than ${DEEPEST} levels deep; it is not read.`, name);
      throw broken;
    }
    const message = { sort: "message" as const, name, path: path + name.text, fields: [], oneofs: [], reserved: { ranges: [], names: [] }, options: [] };
    cursor.advance();
    Object.assign(message, comments(leading));
    file.types.push(message);
    stack.push({ is: "message", message, opened: name, called: `The message ${name.text}` });
  }

  /** A field of a message, of a oneof (`oneof`), or of an `extend` block (no message). */
  function fieldStatement(message: Open<MessageSyntax> | undefined, leading: Comment | undefined, oneof?: string, extendee?: Word): void {
    const from = scanner.from;
    let label: FieldSyntax["label"];
    if (cursor.is("optional") || cursor.is("required") || cursor.is("repeated")) {
      label = scanner.text as FieldSyntax["label"];
      if (oneof !== undefined) cursor.report("format/syntax", `A field of a oneof is never ${label}.`, scanner, "Leave the word out.");
      cursor.advance();
    }
    let type = cursor.path("a field", true);
    let key: Word | undefined;
    if (type.text === "map" && cursor.take("<")) {
      key = cursor.path("the type of the keys");
      cursor.want(",", "behind the type of the keys");
      type = cursor.path("the type of the values", true);
      cursor.want(">", "behind the type of the values");
    }
    const group = type.text === "group" && key === undefined;
    const name = cursor.name("the name of the field");
    cursor.want("=", "behind the name of the field");
    const number = cursor.integer("the number of the field");
    const options = parseBracketed(cursor);
    if (extendee !== undefined) file.extending.push({ what: `extension ${name.text} of ${extendee.text}`, from, to: scanner.before });
    if (group && !cursor.is("{")) cursor.fail("`{` behind the number of the group");
    if (message === undefined) {
      loosen(leading);
      if (group) throw broken;
      end();
      return;
    }
    if (group) {
      // A group is a message and a field of it in one; the field has the name in small letters.
      message.fields.push({ label, type: name, name: { ...name, text: name.text.toLowerCase() }, number, options, oneof, group });
      openMessage(name, `${message.path}.`, leading);
      return;
    }
    end();
    message.fields.push({ label, type, key, name, number, options, oneof, ...comments(leading) });
  }

  function enumStatement(of: Open<EnumSyntax> & { readonly reserved: OpenReserved }): void {
    const leading = cursor.takeLeading();
    if (cursor.is("option") || cursor.is("reserved")) {
      loosen(leading);
      if (cursor.is("option")) optionStatement(of.options);
      else reservedStatement(of.reserved, 2_147_483_647);
      return;
    }
    const name = cursor.name("the name of a value");
    cursor.want("=", "behind the name of the value");
    const number = cursor.integer("the number of the value");
    const options = parseBracketed(cursor);
    end();
    of.values.push({ name, number, options, ...comments(leading) });
  }

  function methodStatement(service: Open<ServiceSyntax>): void {
    const leading = cursor.takeLeading();
    cursor.advance();
    const name = cursor.name("the name of a method");
    const input = streamed("the type of the request");
    cursor.want("returns", "behind the request");
    const output = streamed("the type of the response");
    const options: OptionSyntax[] = [];
    if (cursor.take("{")) stack.push({ is: "method", options, opened: name, called: `The body of ${name.text}` });
    else end();
    service.methods.push({ name, input, output, options, ...comments(leading) });
  }

  function streamed(what: string): Word & { readonly stream: boolean } {
    cursor.want("(", `and ${what}`);
    const stream = cursor.take("stream");
    const type = cursor.path(what, true);
    cursor.want(")", `behind ${what}`);
    return { ...type, stream };
  }

  function extendStatement(): void {
    cursor.advance();
    const extendee = cursor.path("the name of a message", true);
    cursor.want("{", "behind the name of the message");
    stack.push({ is: "extend", extendee, opened: extendee, called: `The extension of ${extendee.text}` });
  }

  function optionStatement(into: OptionSyntax[]): void {
    loosen(cursor.takeLeading());
    cursor.advance();
    const option = parseOption(cursor);
    end();
    into.push(option);
  }

  function reservedStatement(into: OpenReserved, most: number): void {
    cursor.advance();
    if (scanner.kind === "string") {
      do into.names.push(text_());
      while (cursor.take(","));
    } else if (scanner.kind === "name") {
      // Editions write reserved names without quotes.
      do into.names.push(cursor.name("a reserved name"));
      while (cursor.take(","));
    } else for (const range of numberRanges(most)) into.ranges.push(range);
    end();
  }

  /** `2, 4 to 6, 9 to max`. */
  function numberRanges(most: number): ({ first: number; last: number } & Span)[] {
    const ranges: ({ first: number; last: number } & Span)[] = [];
    do {
      const first = cursor.integer("a number or a name in quotes");
      let last = first.value;
      if (cursor.take("to")) last = cursor.take("max") ? most : cursor.integer("a number or `max`").value;
      ranges.push({ first: first.value, last, from: first.from, to: scanner.before });
    } while (cursor.take(","));
    return ranges;
  }

  function text_(): Word {
    if (scanner.kind !== "string") cursor.fail("a text in quotes");
    const from = scanner.from;
    let said = "";
    while ((scanner.kind as string) === "string") {
      said += unquote(scanner.text);
      cursor.advance();
    }
    return { text: said, from, to: scanner.before };
  }

  function end(): void {
    cursor.want(";", "at the end of the statement");
  }

  /** With the trailing comment, which stands behind the `;` or the `{` that was just read. */
  function comments(leading: Comment | undefined): { leading?: Comment; trailing?: Comment } {
    const trailing = cursor.takeTrailing();
    return { ...(leading !== undefined && { leading }), ...(trailing !== undefined && { trailing }) };
  }

  function loosen(comment: Comment | undefined): void {
    if (comment !== undefined) cursor.loose.push(comment);
  }
}

function rangeText({ first, last }: { readonly first: number; readonly last: number }): string {
  return first === last ? String(first) : `${first} to ${last === 536_870_911 ? "max" : last}`;
}

/** Goes behind the next `;` or block, or before the `}` that closes what is open; always further than `start`. */
function skipStatement(cursor: Cursor, start: number): void {
  const { scanner } = cursor;
  let depth = 0;
  while (scanner.kind !== "end") {
    if (cursor.is("{")) depth++;
    else if (cursor.is("}")) {
      if (depth === 0) {
        if (scanner.from === start) cursor.advance();
        return;
      }
      depth--;
      if (depth === 0) {
        cursor.advance();
        return;
      }
    } else if (cursor.is(";") && depth === 0) {
      cursor.advance();
      return;
    }
    cursor.advance();
  }
}

