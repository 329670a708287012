// As much of a page as drawing needs: nodes with children, and a count of what was done to them.

class Node {
  /** @type {FakeElement | null} */
  parentNode = null;

  get nextSibling() {
    const around = this.parentNode ? this.parentNode.childNodes : [];
    return around[around.indexOf(this) + 1] || null;
  }

  remove() {
    page.changes += 1;
    if (this.parentNode) this.parentNode.childNodes.splice(this.parentNode.childNodes.indexOf(this), 1);
    this.parentNode = null;
  }
}

class Text extends Node {
  /** @param {string} text */
  constructor(text) {
    super();
    this.text = text;
  }

  get data() {
    return this.text;
  }

  set data(text) {
    page.changes += 1;
    this.text = text;
  }

  get textContent() {
    return this.text;
  }
}

export class FakeElement extends Node {
  /** @type {Node[]} */
  childNodes = [];
  /** @type {Map<string, string>} */
  attributes = new Map();

  /** @param {string} localName */
  constructor(localName) {
    super();
    this.localName = localName;
  }

  get firstChild() {
    return this.childNodes[0] || null;
  }

  /** @returns {string} */
  get textContent() {
    return this.childNodes.map((/** @type {any} */ child) => child.textContent).join('');
  }

  /** @type {(node: any, before: Node | null) => void} */
  insertBefore(node, before) {
    if (node.parentNode) node.remove();
    page.changes += 1;
    this.childNodes.splice(before ? this.childNodes.indexOf(before) : this.childNodes.length, 0, node);
    node.parentNode = this;
  }

  /** @type {(name: string, value: string) => void} */
  setAttribute(name, value) {
    page.changes += 1;
    this.attributes.set(name, value);
  }

  /** @param {string} name */
  removeAttribute(name) {
    page.changes += 1;
    this.attributes.delete(name);
  }
}

/** What was done to nodes of the page so far. */
export const page = { changes: 0 };

const given = /** @type {any} */ (globalThis);
given.location ||= { search: '' };
given.HTMLElement = FakeElement;
given.document = {
  documentElement: {},
  activeElement: null,
  createElement: (/** @type {string} */ name) => new FakeElement(name),
  createTextNode: (/** @type {string} */ text) => new Text(text),
};
