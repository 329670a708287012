// The sources of the web client, as the tests read them.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'acorn';

export const web = fileURLToPath(new URL('../../../web/', import.meta.url));

/** @type {(path: string) => string} */
export const source = (path) => readFileSync(join(web, path), 'utf8');

/** Every module below a folder of `web`, by its path in `web`. @type {(folder: string) => string[]} */
export const modulesBelow = (folder) =>
  readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name))
    .sort();

/** @type {(path: string) => any} */
export const syntax = (path) => parse(source(path), { ecmaVersion: 2020, sourceType: 'module' });

/** What a module imports before it runs, by path in `web`. @type {(path: string) => string[]} */
export const importsOf = (path) =>
  syntax(path).body
    .filter((/** @type {any} */ statement) => statement.source)
    .map((/** @type {any} */ statement) => normalize(join(dirname(path), statement.source.value)));

/** Modules with everything that they need. @type {(entries: string[]) => string[]} */
export function closure(entries) {
  const found = new Set(entries);
  for (const path of found) importsOf(path).forEach((needed) => found.add(needed));
  return [...found].sort();
}

/** Calls a function with every node of a syntax tree. @type {(node: any, visit: (node: any) => void) => void} */
export function walk(node, visit) {
  if (!node || typeof node !== 'object') return;
  if (typeof node.type === 'string') visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}
