/** The frame of a page of text: a heading, a sentence on what it is, tabs where it has several sides. */
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  readonly tabs?: readonly { readonly href: string; readonly text: string; readonly current: boolean }[];
  readonly children: ReactNode;
}

export function Page({ title, lead, wide = false, tabs, children }: Props) {
  return (
    <div className={wide ? "page page-wide" : "page"}>
      <h1>{title}</h1>
      {lead === undefined ? null : <p className="page-lead">{lead}</p>}
      {tabs === undefined ? null : (
        <nav className="tabs" aria-label={`Sides of ${title}`}>
          {tabs.map((tab) => <a key={tab.text} href={tab.href} aria-current={tab.current ? "page" : undefined}>{tab.text}</a>)}
        </nav>
      )}
      {children}
    </div>
  );
}

/** What stands where nothing is yet: what it would be, and how it comes to be. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <div className="nothing">{children}</div>;
}
