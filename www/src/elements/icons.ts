/** Small line icons, drawn here so that no font or file has to be fetched. All are decoration: text says the same. */
import { html, type TemplateResult } from "lit";

const icon = (path: string): TemplateResult =>
  html`<svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;

export const icons = {
  check: icon("M5 12.5 10 17 19 7"),
  pin: icon("M9 4h6l-1 6 3 3H7l3-3-1-6ZM12 13v7"),
  skip: icon("M5 5l9 7-9 7V5ZM18 5v14"),
  more: icon("M5 7h14M5 12h14M5 17h14M9 5v4M15 10v4M8 15v4"),
  swap: icon("M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4"),
  pencil: icon("M4 20l1-5L16 4l4 4L9 19l-5 1ZM14 6l4 4"),
  print: icon("M7 9V4h10v5M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v6H7z"),
  copy: icon("M9 9h10v11H9zM15 9V4H5v11h4"),
  plus: icon("M12 5v14M5 12h14"),
  minus: icon("M5 12h14"),
  cross: icon("M6 6l12 12M18 6 6 18"),
  undo: icon("M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6"),
  flag: icon("M6 21V4h11l-2 4 2 4H6"),
  download: icon("M12 4v11M7 11l5 5 5-5M5 20h14"),
  upload: icon("M12 16V5M7 9l5-5 5 5M5 20h14"),
  trash: icon("M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"),
  search: icon("M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM15.5 15.5 20 20"),
  offline: icon("M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5.5 12a9 9 0 0 1 4-2.4M14.500 9.600A9 9 0 0 1 18.500 12M12 19h.01"),
};
