import { groupBy } from "../data/group-by.ts";
import type { FindingData } from "@groundplan/artifacts";
import { placeOf } from "../data/places.ts";
import { hrefOf } from "../data/route.ts";
import type { Route } from "../data/route.ts";
import { useIndex } from "../data/store.ts";
import { Few } from "../inspector/few.tsx";
import { ElementLink, FilePlace } from "../inspector/parts.tsx";
import { counted } from "../inspector/words.ts";
import { Mark } from "../shell/mark.tsx";
import { Nothing, Page } from "./page.tsx";

const SEVERITIES = [["error", "Errors"], ["warning", "Warnings"], ["info", "Notes"]] as const;
const GROUPINGS = [["severity", "By severity"], ["rule", "By rule"], ["file", "By file"]] as const;

/** Of one group so many are shown at first: a large model has thousands, and each brings some lines of text. */
const MOST = 60;

/** What the checks say, with the text at fault; each leads to its element in its picture. */
export function FindingsPage({ route }: { readonly route: Extract<Route, { page: "findings" }> }) {
  const { site } = useIndex();
  const by = route.by ?? "severity";
  const shown = site.findings.filter((finding) => (route.severity === undefined || finding.severity === route.severity) && (route.rule === undefined || finding.code === route.rule));
  const groups = [...groupBy(shown, (finding) => (by === "rule" ? finding.code : by === "file" ? finding.file : finding.severity))].sort(([a], [b]) => (by === "severity" ? rank(a) - rank(b) : a < b ? -1 : 1));
  const count = (severity: string): number => site.findings.filter((finding) => finding.severity === severity).length;
  const tabs = [
    { href: hrefOf({ page: "findings", ...(route.by === undefined ? {} : { by: route.by }) }), text: `All ${site.findings.length}`, current: route.severity === undefined && route.rule === undefined },
    ...SEVERITIES.map(([severity, text]) => ({ href: hrefOf({ page: "findings", severity, ...(route.by === undefined ? {} : { by: route.by }) }), text: `${text} ${count(severity)}`, current: route.severity === severity })),
    ...(route.rule === undefined ? [] : [{ href: hrefOf(route), text: route.rule, current: true }]),
  ];
  return (
    <Page title="Findings" lead={site.findings.length === 0 ? "The checks found nothing to say." : `${counted(site.summary.errors, "error")}, ${counted(site.summary.warnings, "warning")}, ${counted(site.summary.infos, "note")} in ${counted(site.summary.files, "file")}.`} tabs={tabs}>
      {shown.length === 0 ? <Nothing>{site.findings.length === 0 ? "Nothing is wrong with the description as far as the checks can see." : "None of this kind."}</Nothing> : (
        <p className="grouping">{GROUPINGS.map(([key, text]) => <a key={key} href={hrefOf({ ...route, by: key })} aria-current={by === key ? "true" : undefined}>{text}</a>)}</p>
      )}
      {groups.map(([name, findings]) => (
        <section className="block" key={`${by} ${name}`}>
          <h2>{by === "severity" ? (SEVERITIES.find(([severity]) => severity === name)?.[1] ?? name) : <code>{name}</code>} <span className="count">{findings.length}</span></h2>
          <Few of={findings} most={MOST}>{(some) => <ul className="findings">{some.map((finding) => <Finding key={`${finding.file} ${finding.line} ${finding.column} ${finding.code} ${finding.message}`} finding={finding} />)}</ul>}</Few>
        </section>
      ))}
    </Page>
  );
}

function Finding({ finding }: { readonly finding: FindingData }) {
  const index = useIndex();
  const shape = finding.severity === "error" ? "cross" : finding.severity === "warning" ? "half" : "ring";
  return (
    <li className="finding">
      <Mark shape={shape} label={finding.severity} />
      <div>
        <p className="finding-message">{finding.message}</p>
        <p className="muted finding-where"><code>{finding.code}</code><FilePlace file={finding.file} line={finding.line} />{finding.element === undefined || index.element(finding.element) === undefined ? null : <span>in <ElementLink id={finding.element} /> <a href={hrefOf(placeOf(index, finding.element))}>Show in its picture</a></span>}</p>
        {finding.excerpt === undefined ? null : <Excerpt finding={finding} />}
        {finding.hint === undefined ? null : <p className="finding-hint">{finding.hint}</p>}
        {finding.related.map((place) => <p className="muted" key={`${place.file} ${place.line} ${place.message}`}>{place.message} <FilePlace file={place.file} line={place.line} /></p>)}
      </div>
    </li>
  );
}

/** Some lines of the text with the place at fault underlined. */
function Excerpt({ finding }: { readonly finding: FindingData }) {
  const { line: first, lines } = finding.excerpt!;
  return (
    <pre className={`code excerpt excerpt-${finding.severity}`} tabIndex={0} aria-label={`${finding.file}, line ${finding.line}`}>
      <code>
        {lines.map((text, at) => {
          const number = first + at;
          const marked = number >= finding.line && number <= finding.endLine;
          const from = number === finding.line ? finding.column - 1 : 0;
          const to = number === finding.endLine ? Math.max(finding.endColumn - 1, from + 1) : text.length;
          return (
            <span className={marked ? "excerpt-line is-marked" : "excerpt-line"} key={number}>
              <span className="excerpt-number">{number}</span>
              {marked ? <>{text.slice(0, from)}<mark>{text.slice(from, to)}</mark>{text.slice(to)}</> : text}{"\n"}
            </span>
          );
        })}
      </code>
    </pre>
  );
}

function rank(severity: string): number {
  return SEVERITIES.findIndex(([name]) => name === severity);
}
