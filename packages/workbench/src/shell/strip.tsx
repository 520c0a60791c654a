/** The health of the whole, in one line. */
import { update, useIndex, useStore } from "../data/store.ts";
import { isDone } from "./mark.tsx";

export function Strip() {
  const { site } = useIndex();
  const live = useStore((state) => state.live);
  const connected = useStore((state) => state.connected);
  const { errors, warnings, elements, relations, checkedIn } = site.summary;
  const { artifacts, drivers } = site.status;
  const done = artifacts.filter((artifact) => isDone(artifact.state)).length;
  const holds = drivers.filter((driver) => driver.state === "holds").length;
  const fails = drivers.filter((driver) => driver.state === "fails").length;
  return (
    <footer className="strip">
      <a href="#/findings?severity=error" className={errors > 0 ? "is-bad" : undefined}><b>{errors}</b> {errors === 1 ? "error" : "errors"}</a>
      <a href="#/findings?severity=warning"><b>{warnings}</b> {warnings === 1 ? "warning" : "warnings"}</a>
      <a href="#/status">{done} of {artifacts.length} artifacts complete</a>
      <a href="#/drivers">{holds} of {drivers.length} drivers hold{fails === 0 ? "" : <>, <b className="is-bad">{fails} {fails === 1 ? "fails" : "fail"}</b></>}</a>
      <span className="strip-end">
        {live ? <span className={connected ? "live" : "live is-off"}>{connected ? "Live" : "Waiting for the server"}</span> : null}
        <span>{group(elements)} elements, {group(relations)} relations{checkedIn === undefined ? "" : `, checked in ${Math.round(checkedIn)} ms`}</span>
        <button type="button" className="link" onClick={() => update({ keys: true })}>Keys <kbd>?</kbd></button>
      </span>
    </footer>
  );
}

/** 1214 as `1 214`, with a narrow blank. */
function group(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
