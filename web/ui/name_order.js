// The order in which people stand in a list: as they were listed, by strokes, by sound, or by sector.
import { COUNTED, HEARD } from '../i18n/surnames.js';
import { choose, setting } from './settings.js';

/** The first one is the list's own: people are listed in the order of their seats. */
export const ORDERS = ['', 'stroke', 'pinyin', 'sector'];
const CHOSEN = 'names';

/** What was chosen on this device. */
export const nameOrder = () => (ORDERS.includes(setting(CHOSEN)) ? setting(CHOSEN) : '');

/** @type {(order: string) => void} */
export const chooseNameOrder = (order) => choose(CHOSEN, order);

/** A given name has no more; what has begins with a word, such as the name of an office. */
const GIVEN_CHARS_MAX = 2;

/** @typedef {{first: string, name: string}} Key a name, and what stands in the order in the place of its beginning */

/** @type {Map<string, (one: Key, other: Key) => number>} making one takes longer than many comparisons */
const comparisons = new Map();

/** @type {(order: string) => (one: Key, other: Key) => number} */
function comparisonOf(order) {
  const known = comparisons.get(order);
  if (known) return known;
  const firsts = new Intl.Collator(`zh-u-co-${order}`, { sensitivity: 'base' });
  const names = new Intl.Collator(`zh-u-co-${order}`);
  const made = (/** @type {Key} */ one, /** @type {Key} */ other) => firsts.compare(one.first, other.first) || names.compare(one.name, other.name);
  comparisons.set(order, made);
  return made;
}

/** @type {(name: string, order: string) => Key} */
function keyOf(name, order) {
  const [first = ''] = name;
  if (order === 'stroke') return { name, first: counted.get(first) || first };
  const heard = HEARD.find(([surname]) => name.startsWith(surname) && [...name].length <= surname.length + GIVEN_CHARS_MAX);
  return { name, first: heard ? heard[1] : first };
}

const counted = new Map(/** @type {[string, string][]} */ (COUNTED));

/**
 * Compares names by sound, or by strokes where that was chosen.
 * @type {(one: string, other: string) => number}
 */
export function compareNames(one, other) {
  const order = nameOrder() === 'stroke' ? 'stroke' : 'pinyin';
  return comparisonOf(order)(keyOf(one, order), keyOf(other, order));
}

/**
 * The same people in an order. By sector they stay in the order of the list within each sector, and sectors come as the
 * list has them first, for their own order is not that of an alphabet.
 * @template {{name: string, sector?: string | null}} Person
 * @param {Person[]} people
 * @param {string} order
 * @returns {Person[]}
 */
export function inOrder(people, order) {
  if (order === '') return people;
  if (order === 'sector') {
    const places = new Map([...new Set(people.map(({ sector }) => sector || ''))].map((sector, index) => [sector, index]));
    return [...people].sort((one, other) => Number(places.get(one.sector || '')) - Number(places.get(other.sector || '')));
  }
  const compare = comparisonOf(order);
  return people.map((person) => ({ person, ...keyOf(person.name, order) })).sort(compare).map(({ person }) => person);
}

/** Keeps the list that was ordered last: one of ten thousand is not ordered anew at each stroke of a key. */
export function createOrdered() {
  /** @type {unknown[]} */
  let before = [];
  /** @type {any[]} */
  let ordered = [];
  /** @type {<Person extends {name: string, sector?: string | null}>(people: Person[], order: string) => Person[]} */
  return (people, order) => {
    if (before[0] !== people || before[1] !== order) ordered = inOrder(people, order);
    before = [people, order];
    return ordered;
  };
}
