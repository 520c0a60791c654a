import { useEffect, useState } from "react";
import type { ArtifactTexts, TextData } from "@groundplan/artifacts";
import { hrefOf } from "../data/route.ts";
import { getState, textsOf, useStore } from "../data/store.ts";
import { copyText, download } from "../picture/export.ts";
import { highlight } from "./highlight.ts";

/** A text longer than this is cut where it is shown: a page of megabytes serves nobody, and the file has it all. */
const MOST_SHOWN = 200_000;

/** The texts of an artifact as they are now; undefined while they are on their way, a reason where they cannot be read. */
export function useTexts(artifact: string | undefined): ArtifactTexts | string | undefined {
  const pictures = useStore((state) => state.pictures);
  const [texts, setTexts] = useState<ArtifactTexts | string>();
  useEffect(() => {
    if (artifact === undefined) return;
    let gone = false;
    textsOf(artifact).then((found) => { if (!gone) setTexts(found); }, (error: unknown) => {
      if (!gone && !getState().behind) setTexts(error instanceof Error ? error.message : String(error));
    });
    return () => { gone = true; };
  }, [artifact, pictures]);
  return typeof texts === "object" && texts.id !== artifact ? undefined : texts;
}

/** The list of an artifact's texts, and one of them as it reads. */
export function Texts({ of, file }: { readonly of: ArtifactTexts; readonly file: string | undefined }) {
  const first = of.texts.find(({ html }) => html !== undefined) ?? of.texts[0]!;
  const shown = file === undefined ? first : of.texts.find(({ name }) => name === file);
  const ordered = [...of.texts].sort((a, b) => Number(b.html !== undefined) - Number(a.html !== undefined));
  if (of.texts.length === 1 && shown !== undefined) return <Text text={shown} />;
  return (
    <div className="two-panes" data-chosen={file !== undefined}>
      <ul className="pane-list texts-list" aria-label="Texts">
        {ordered.map((text) => (
          <li key={text.name}>
            <a href={hrefOf({ page: "artifact", id: of.id, file: text.name })} aria-current={text === shown ? "true" : undefined}><span>{baseOf(text.name)}<small>{folderOf(text.name)}{text.format}</small></span></a>
          </li>
        ))}
      </ul>
      {shown === undefined ? <p className="muted">There is no text {file} any more.</p> : <Text key={shown.path} text={shown} />}
    </div>
  );
}

function Text({ text }: { readonly text: TextData }) {
  const [said, setSaid] = useState("");
  const cut = text.text.length > MOST_SHOWN;
  return (
    <article className="text" aria-label={text.name}>
      <div className="text-head">
        <code>{text.path}</code>
        <button type="button" className="button" onClick={() => void copyText(text.text).then(() => setSaid("Copied"))}>Copy</button>
        <button type="button" className="button" onClick={() => download(new Blob([text.text], { type: "text/plain" }), baseOf(text.name))}>Save</button>
        <span className="muted" role="status">{said}</span>
      </div>
      {text.html === undefined ? <pre className="code source" tabIndex={0} aria-label={`Text of ${text.name}`}><code dangerouslySetInnerHTML={{ __html: highlight(text.text.slice(0, MOST_SHOWN), text.name) }} /></pre> : <div className="prose document" dangerouslySetInnerHTML={{ __html: text.html }} />}
      {cut && text.html === undefined ? <p className="muted">The file has {text.text.length - MOST_SHOWN} more characters.</p> : null}
    </article>
  );
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** `proto/shop/cart/v1 · `, or nothing for what stands in no folder of its own. */
function folderOf(name: string): string {
  return name.includes("/") ? `${name.slice(0, name.lastIndexOf("/"))} · ` : "";
}
