/** A name as SQL has it, in quotes whatever it is: what is made up of it is never anything else. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL has it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A table, a type or an index with its schema, where it has one. */
export function tableName({ schema, name }: { readonly schema?: string | undefined; readonly name: string }): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}
