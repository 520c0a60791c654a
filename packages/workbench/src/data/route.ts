/** Addresses within the page: everything that can be looked at has one, in the part behind `#`. */
export type Route =
  | { readonly page: "home" }
  | { readonly page: "view"; readonly id: string; readonly select?: string; readonly down?: string; /** A flow that is played over it. */ readonly play?: string; readonly step?: string }
  | { readonly page: "element"; readonly id: string }
  | { readonly page: "artifact"; readonly id: string; readonly file?: string }
  | { readonly page: "decisions"; readonly id?: string; readonly tab?: string }
  | { readonly page: "technology"; readonly tab?: string }
  | { readonly page: "findings"; readonly severity?: string; readonly by?: string; readonly rule?: string }
  | { readonly page: "drivers"; readonly id?: string }
  | { readonly page: "teams"; readonly id?: string }
  | { readonly page: "glossary"; readonly id?: string }
  | { readonly page: "status" }
  | { readonly page: "capabilities"; readonly id?: string }
  | { readonly page: "views" }
  /** A screen of the prototype; `journey` is the way that is gone, `state` a state of the screen. */
  | { readonly page: "prototype"; readonly id: string; readonly journey?: string; readonly device?: string; readonly state?: string }
  | { readonly page: "missing"; readonly path: string };

export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#\/?/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1));
  const slash = path.indexOf("/");
  const page = slash < 0 ? path : path.slice(0, slash);
  const id = slash < 0 ? undefined : decode(path.slice(slash + 1));
  const get = (name: string): string | undefined => query.get(name) ?? undefined;
  const missing: Route = { page: "missing", path };
  switch (page) {
    case "":
      return { page: "home" };
    case "view":
      return id === undefined || id === "" ? missing : clean({ page, id, select: get("select"), down: get("down"), play: get("play"), step: get("step") });
    case "element":
      return id === undefined || id === "" ? missing : { page, id };
    case "artifact":
      return id === undefined || id === "" ? missing : clean({ page, id, file: get("file") });
    case "prototype":
      return id === undefined || id === "" ? missing : clean({ page, id, journey: get("journey"), device: get("device"), state: get("state") });
    case "decisions":
      return clean({ page, id, tab: get("tab") });
    case "technology":
      return clean({ page, tab: get("tab") });
    case "findings":
      return clean({ page, severity: get("severity"), by: get("by"), rule: get("rule") });
    case "drivers":
    case "teams":
    case "glossary":
    case "capabilities":
      return clean({ page, id });
    case "status":
    case "views":
      return { page };
    default:
      return missing;
  }
}

/** The address of a route, beginning with `#/`. */
export function hrefOf(route: Route): string {
  const { page, ...rest } = route;
  if (page === "home") return "#/";
  if (page === "missing") return `#/${encode((rest as { path: string }).path)}`;
  const { id, ...others } = rest as { readonly id?: string } & Readonly<Record<string, string | undefined>>;
  const query = Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encode(value)}`]));
  return `#/${page}${id === undefined ? "" : `/${encode(id)}`}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** Whether both lead to the same page, whatever is selected there. */
export function samePlace(a: Route, b: Route): boolean {
  if (a.page !== b.page) return false;
  return ("id" in a ? a.id : undefined) === ("id" in b ? b.id : undefined);
}

/** Slashes stay readable; everything that means something in an address is escaped. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/%2F/g, "/").replace(/%40/g, "@").replace(/%3A/g, ":");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function clean<T extends Route>(route: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(route).filter(([, value]) => value !== undefined)) as T;
}
