// Which page of the help is whose.

/** In the order that they are offered in. */
export const PAGES = ['index', 'member', 'chair', 'clerk', 'operator', 'convener', 'administrator'];

/** Roles that find theirs in a section of another's page. @type {{[role: string]: [page: string, section: string]}} */
const WITHIN = {
  respondent: ['member', 'respondent'], captioner: ['member', 'captioner'], observer: ['member', 'observer'], owner: ['member', 'owner'],
  display: ['clerk', 'screen'],
};

/** @type {(asked: string) => boolean} */
const isWithin = (asked) => Object.keys(WITHIN).includes(asked);

/** The page for what stands in the address: a page's name, a role, or nothing. @type {(asked: string) => string} */
export const pageOf = (asked) => (isWithin(asked) ? WITHIN[asked][0] : asked || 'index');

/** The section of it that is meant, or nothing. @type {(asked: string) => string} */
export const sectionOf = (asked) => (isWithin(asked) ? WITHIN[asked][1] : '');

/** @type {(page: string) => boolean} */
export const isPage = (page) => PAGES.includes(page);

/**
 * A text in its parts: what the screen says, what a machine reads, and the words between.
 * @type {(text: string) => {kind: 'words' | 'screen' | 'code', text: string}[]}
 */
export const partsOf = (text) =>
  text.split(/(\[[^\]]+\]|`[^`]+`)/).filter(Boolean).map((part) => {
    if (part.length > 2 && part.startsWith('[') && part.endsWith(']')) return { kind: 'screen', text: part.slice(1, -1) };
    if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
    return { kind: 'words', text: part };
  });
