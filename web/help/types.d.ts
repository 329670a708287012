// What a page of the help is made of; checked, never loaded.

/**
 * One block of a section. A text alone is a paragraph. In every text `[…]` stands for what the screen says, word for word, and
 * `` `…` `` for what a machine reads.
 */
export type Block =
  | string
  /** What is done one after the other. */
  | { steps: string[] }
  | { points: string[] }
  /** A name of `pictures.js`, and what is to be seen there for whoever cannot see it. */
  | { picture: string; alt: string }
  /** Lines for a terminal or a file. */
  | { code: string }
  /** What must not be overlooked. */
  | { note: string };

export interface Section {
  /** Its place in the page's address, the same in every language. */
  id: string;
  title: string;
  body: Block[];
}

export interface Page {
  title: string;
  /** For whom it is, in a sentence or two. */
  intro: string;
  sections: Section[];
}
