// Draws a description of elements onto the page and keeps what is there already: focus, scroll and half-typed text live
// in the nodes, so nodes are kept wherever the description still has them.

/** @typedef {import('./types.d.ts').Drawn} Drawn */
/** @typedef {import('./types.d.ts').Child} Child */
/** @typedef {import('./types.d.ts').Properties} Properties */

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = ['svg', 'path', 'g', 'rect', 'title'];

/** What would turn the order of all that follows in the line; names and titles come from people. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** @type {WeakMap<Node, Drawn>} what each node was last drawn as */
const drawnAs = new WeakMap();

/**
 * Describes an element. `key` tells it from its siblings when they move; functions (`onclick`), objects and what an element
 * of our own has a name for become properties of the node, everything else attributes; `value` and `checked` are written only when they change here, so
 * that an update never takes what somebody is typing.
 * @param {string} tag
 * @param {Properties | null} [properties]
 * @param {...(Child | Child[])} children
 * @returns {Drawn}
 */
export function h(tag, properties, ...children) {
  const { key, ...rest } = properties || {};
  const kept = children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== '');
  return { tag, key: key === undefined ? null : key, properties: rest, children: kept.map(drawnOf) };
}

/** @type {(child: Child) => Drawn} */
const drawnOf = (child) =>
  typeof child === 'object' && child ? child : { tag: '', key: null, properties: { text: String(child).replace(TURNING, '') }, children: [] };

/**
 * Makes the children of `parent` what the descriptions say.
 * @param {Element} parent
 * @param {(Child | Child[])[]} children
 */
export function render(parent, ...children) {
  const focused = document.activeElement;
  drawChildren(parent, h('', null, ...children).children);
  // Browsers without `moveBefore` drop the focus of a node that is moved.
  if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused)) focused.focus();
}

/** @type {(parent: Element, descriptions: Drawn[]) => void} */
function drawChildren(parent, descriptions) {
  const left = [...parent.childNodes];
  let first = 0;
  /** @type {Map<string, ChildNode[]> | undefined} what is left from the first place on at which something else stands */
  let others;
  const nodes = descriptions.map((drawn) => {
    const name = nameOf(drawn);
    if (!others && first < left.length) {
      if (nameOf(drawnAs.get(left[first])) === name) return left[first++];
      others = byName(left.slice(first));
    }
    return (others && (others.get(name) || []).shift()) || createNode(drawn);
  });
  if (others) others.forEach((nodes) => nodes.forEach((node) => node.remove()));
  else left.slice(first).forEach((node) => node.remove());
  let place = parent.firstChild;
  nodes.forEach((node, index) => {
    // Before it comes onto the page: an element of our own begins there with what it was given.
    draw(node, descriptions[index]);
    if (node === place) place = place.nextSibling;
    else put(parent, node, place);
  });
}

/** What is the same as before has the same one. @type {(drawn: Drawn | undefined) => string} */
const nameOf = (drawn) => (drawn ? `${drawn.tag} ${drawn.key}` : '');

/** @type {(nodes: ChildNode[]) => Map<string, ChildNode[]>} */
function byName(nodes) {
  const found = new Map();
  for (const node of nodes) {
    const name = nameOf(drawnAs.get(node));
    if (found.has(name)) found.get(name).push(node);
    else found.set(name, [node]);
  }
  return found;
}

/** @type {(parent: any, node: Node, before: Node | null) => void} */
function put(parent, node, before) {
  // Keeps focus, selection and scroll of what moves, where the browser can do it.
  if (node.parentNode === parent && parent.moveBefore) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

/** @type {(drawn: Drawn) => Node} */
function createNode({ tag, properties }) {
  if (tag === '') return document.createTextNode(String(properties.text));
  return SVG_TAGS.includes(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
}

/** @type {(node: any, drawn: Drawn) => void} */
function draw(node, drawn) {
  const before = drawnAs.get(node);
  // Whoever gives the very description again says that nothing in it is new.
  if (before === drawn) return;
  drawnAs.set(node, drawn);
  if (drawn.tag === '') {
    if (node.data !== drawn.properties.text) node.data = drawn.properties.text;
    return;
  }
  // An element of our own draws its children itself.
  const isOwn = drawn.tag.includes('-');
  // Children first: the value of a choice is one of its options.
  if (!isOwn) drawChildren(node, drawn.children);
  const changed = drawProperties(node, before ? before.properties : {}, drawn.properties);
  if (isOwn && changed && before) node.update();
}

/** @type {(node: any, before: Properties, now: Properties) => boolean} whether any has changed */
function drawProperties(node, before, now) {
  let changed = false;
  for (const name in { ...before, ...now }) {
    if (before[name] === now[name]) continue;
    changed = true;
    drawProperty(node, name, now[name], before[name]);
  }
  return changed;
}

/** @type {(node: any, name: string, value: any, before: any) => void} */
function drawProperty(node, name, value, before) {
  const isProperty = [value, before].some((each) => typeof each === 'function' || (typeof each === 'object' && each));
  // Our own elements have names for whatever they are given.
  const isOwn = node.localName.includes('-') && name in node;
  if (isProperty || isOwn || name === 'value' || name === 'checked') {
    // Writing the text that stands there already would move the caret, and end what an input method has begun.
    if (node[name] !== value) node[name] = value === undefined ? null : value;
  } else if (value === undefined || value === null || value === false) {
    node.removeAttribute(name);
  } else {
    node.setAttribute(name, value === true ? '' : String(value));
  }
}
