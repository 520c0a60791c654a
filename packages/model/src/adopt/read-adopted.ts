import type { ApiDocument, FormatProblem, Loss, TableDocument, TypeDescription } from "@groundplan/formats";
import { readAsyncApi, readAvro, readGraphql, readJsonSchema, readOpenApi, readProto, readSql } from "@groundplan/formats/readers";
import type { AdoptedFormat } from "./adoptions.ts";
import { foreignTypes, type ImportedFile } from "./imports.ts";

/** What a file of any format describes, as far as the model takes it up. */
export interface AdoptedDocument {
  readonly api?: ApiDocument;
  readonly types: readonly TypeDescription[];
  readonly tables?: TableDocument;
  readonly problems: readonly FormatProblem[];
  readonly losses: readonly Loss[];
  /** Of proto, full names of the types of imported files that are adopted too, with what they are called in the model. */
  readonly foreign?: ReadonlyMap<string, string>;
}

/** Larger files are not read: what describes an interface or a schema is smaller by far. In UTF-16 code units. */
export const LARGEST_ADOPTED = 40 * 1024 * 1024;

/** Reads a file of the team's own by its format. Never throws: what cannot be read is told, and the rest is there. */
export function readAdopted(format: AdoptedFormat, text: string, file: string, imported: readonly ImportedFile[] = []): AdoptedDocument {
  if (text.length > LARGEST_ADOPTED) return { types: [], losses: [], problems: [{ code: "format/too-large", severity: "error", from: 0, to: 1, message: `The file is larger than ${LARGEST_ADOPTED / 1024 / 1024} MB.`, hint: "Adopt the part of it that matters." }] };
  switch (format) {
    case "proto":
      return { ...ofApi(readProto(text, { file, ...(imported.length === 0 ? {} : { imports: (path: string) => imported.find((each) => each.path === path)?.text, partial: true }) })), foreign: foreignTypes(imported) };
    case "openapi":
      return ofApi(readOpenApi(text));
    case "asyncapi":
      return ofApi(readAsyncApi(text));
    case "graphql":
      return ofApi(readGraphql(text));
    case "avro": {
      const { document, problems, losses } = readAvro(text);
      return { types: document.types, problems, losses };
    }
    case "jsonschema": {
      const { document, problems, losses } = readJsonSchema(text);
      return { types: document.types, problems, losses };
    }
    case "sql": {
      const { document, problems, losses } = readSql(text, { dialect: "postgresql" });
      return { types: [], tables: document, problems, losses };
    }
  }
}

function ofApi({ document, problems, losses }: { readonly document: ApiDocument; readonly problems: readonly FormatProblem[]; readonly losses: readonly Loss[] }): AdoptedDocument {
  return { api: document, types: document.types, problems, losses };
}
