/** One reading of a table in a plan. */
export interface Scan {
  readonly alias: string;
  readonly table: string;
  /** As PostgreSQL calls it: `Seq Scan`, `Index Scan`, `Index Only Scan`, `Bitmap Heap Scan`. */
  readonly how: string;
  /** The indexes by which rows are found; none in a scan of all. */
  readonly indexes: readonly string[];
  /** Rows that come out of it, by the planner's estimate. */
  readonly rows: number;
  readonly condition: string | undefined;
  readonly filter: string | undefined;
}

/** A plan of PostgreSQL, as far as it is told. */
export interface Plan {
  readonly scans: readonly Scan[];
  /** Rows are put in order behind the reading. */
  readonly sorts: boolean;
  /** In the planner's own unit: 1 is a page read one after the other. */
  readonly cost: number;
  /** Rows that the question gives; of a count or a sum, the rows that are read for it. */
  readonly rows: number;
}

interface Node {
  readonly [key: string]: unknown;
  readonly Plans?: readonly Node[];
}

/** Reads what `EXPLAIN (FORMAT JSON)` gives (PostgreSQL 18 documentation, EXPLAIN). Throws where it is no plan. */
export function readPlan(text: string): Plan {
  const [first] = JSON.parse(text) as readonly { readonly Plan?: Node }[];
  const root = first?.Plan;
  if (root === undefined) throw new Error("EXPLAIN gave no plan");
  const nodes = nodesOf(root);
  const scans = nodes.flatMap((node): Scan[] => {
    const how = String(node["Node Type"]);
    if (typeof node["Relation Name"] !== "string") return [];
    const under = how === "Bitmap Heap Scan" ? nodesOf(node).slice(1) : [];
    const indexes = [node, ...under].flatMap((each) => (typeof each["Index Name"] === "string" ? [each["Index Name"]] : []));
    const condition = [node, ...under].map((each) => each["Index Cond"]).find((each) => each !== undefined);
    return [{ alias: String(node["Alias"] ?? ""), table: node["Relation Name"], how, indexes: [...new Set(indexes)], rows: Number(node["Plan Rows"] ?? 0), condition: textOf(condition), filter: textOf(node["Filter"]) }];
  });
  const aggregates = root["Node Type"] === "Aggregate" && scans.length === 1;
  return {
    scans,
    sorts: nodes.some((node) => String(node["Node Type"]).endsWith("Sort")),
    cost: Number(root["Total Cost"] ?? 0), rows: aggregates ? scans[0]!.rows : Number(root["Plan Rows"] ?? 0),
  };
}

function nodesOf(node: Node): readonly Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
