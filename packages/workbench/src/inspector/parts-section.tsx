import type { ElementData } from "@groundplan/artifacts";
import { valueOf } from "../data/index-site.ts";
import { useIndex } from "../data/store.ts";
import { ElementLink, Section } from "./parts.tsx";

/** Interfaces with their operations, and topics. */
export function InterfaceSection({ element }: { readonly element: ElementData }) {
  const index = useIndex();
  const interfaces = index.children(element.id).filter((child) => child.group === "interface" || child.group === "topic");
  if (interfaces.length === 0) return null;
  return (
    <Section title="Offers" count={interfaces.length}>
      <ul className="rows">
        {interfaces.map((child) => {
          const operations = index.children(child.id).filter((operation) => operation.group === "operation");
          return (
            <li key={child.id} className="interface">
              <div className="row"><span>{child.title}</span><span className="muted">{valueOf(child, "style") ?? child.kindTitle}{valueOf(child, "at") === undefined ? "" : ` at ${valueOf(child, "at")!}`}</span></div>
              {operations.length === 0 ? null : <ul className="operations">{operations.map((operation) => <li key={operation.id}><code>{operation.title}</code>{valueOf(operation, "signature") === undefined ? null : <code className="muted"> {valueOf(operation, "signature")}</code>}</li>)}</ul>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

export function PartsSection({ element }: { readonly element: ElementData }) {
  const index = useIndex();
  const parts = index.children(element.id).filter((child) => ["component", "container", "group", "system", "actor", "external"].includes(child.group));
  if (parts.length === 0) return null;
  return (
    <Section title="Holds" count={parts.length}>
      <ul className="rows">{parts.map((part) => <li className="row" key={part.id}><ElementLink id={part.id} swatch /><span className="muted">{part.kindTitle}</span></li>)}</ul>
    </Section>
  );
}
