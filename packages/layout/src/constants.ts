/** The engine's measures, in CSS pixels. They belong together: changing one changes the look of every picture. */

/** Distance between neighbouring edge tracks of one channel, and the least it may shrink to in a crowded channel. */
export const TRACK_PITCH = 10;
export const TRACK_PITCH_LEAST = 3;
/** Distance between neighbouring ports on a side of a node, and between neighbouring vertical runs. */
export const PORT_PITCH = 12;
/** Ports may come this close where that makes edges straight. */
export const PORT_PITCH_CLOSE = 9;
/** Ports keep away from a node's corners (which are rounded) by this much, where the side is long enough. */
export const PORT_MARGIN = 13;
/** Horizontal gap between two boxes that are next to each other. */
export const NODE_GAP = 32;
/** Horizontal gap between a vertical run and a box. */
export const RUN_BOX_GAP = 14;
/** Gap between two labels, and between a label and a run. */
export const LABEL_GAP = 10;
/** Padding between a group's border and its content. */
export const GROUP_PADDING = 18;
/** Space above and below the text of a group's title, and left of it. */
export const TITLE_PADDING = 8;
export const TITLE_INDENT = 14;
/** An edge that enters a group passes the title's text at this distance at least. */
export const TITLE_CLEARANCE = 10;
/** From a box down to the first track. */
export const LEAVE_GAP = 14;
/** From the last track down to a box: room for a corner and an arrow head. */
export const ARRIVE_GAP = 20;
/** Between a label and the next track. */
export const LABEL_TRACK_GAP = 7;
/** Between a group's border and the next track or label. */
export const BORDER_TRACK_GAP = 10;
/** Vertical gap between two labels that stand above each other. */
export const LABEL_ROW_GAP = 10;
/** Vertical gap between the borders of two groups that stand above each other. */
export const GROUP_GAP = 24;
/** Vertical gap between a box and another box or a group: room to leave and to arrive. */
export const ROW_GAP = 34;
/** Gap between independent parts of a picture that are packed next to each other. */
export const ISLAND_GAP = 36;
/** More of that in pictures with pinned nodes, whose edges find ways of their own. */
export const PINNED_AIR = 24;
/** Edges of one channel that turn at nearly the same x must not touch: below this distance they count as the same x. */
export const SAME_X = 4;
/** Smallest content of an empty group. */
export const EMPTY_WIDTH = 96;
export const EMPTY_HEIGHT = 28;
