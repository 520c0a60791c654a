/**
 * Text that a terminal may be given. Titles, file names and lines of a workspace come from strangers, and control
 * characters in them could move the cursor, retitle the window or type for the user; they show as U+FFFD. Our own
 * colours (SGR sequences) and the return of a progress line stay.
 */
export function printable(text: string): string {
  return text.replace(OURS_OR_CONTROL, (_found, ours: string | undefined) => ours ?? "\ufffd");
}

const OURS_OR_CONTROL = /(\u{1b}\[[0-9;]*m|\r\u{1b}\[2K|\r\n)|[^\P{Cc}\t\n]/gu;
