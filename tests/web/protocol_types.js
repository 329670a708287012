// From the protocol's JSON Schema to TypeScript declarations.
import { compile } from 'json-schema-to-typescript';

/** What the SDK's sources and declarations import by name. */
export const NAMES = [
  'ClientMessage', 'Command', 'ParticipantPage', 'Person', 'Position', 'PostPage', 'Proceedings', 'Refusal', 'Seat',
  'ServerMessage', 'TurnView', 'View',
];

const BANNER = `/**
 * The messages of the protocol, version 1. Made from the server's JSON Schema by \`npm run types\` in \`tests/web\`;
 * what is to be changed is changed in the server's types.
 */`;

/**
 * @param {object} schema one document, whose `$defs` hold every type by its name
 * @returns {Promise<string>} the declarations; rejects when a name is missing that the SDK needs
 */
export async function protocolTypes(schema) {
  const missing = NAMES.filter((name) => !Object.prototype.hasOwnProperty.call(schema.$defs || {}, name));
  if (missing.length > 0) throw new Error(`the schema's $defs lack ${missing.join(', ')}`);
  const declarations = await compile(normal(schema), 'Protocol', {
    additionalProperties: false,
    bannerComment: BANNER,
    declareExternallyReferenced: true,
    // A schema that refers outside of itself would make the result depend on the day.
    $refOptions: { resolve: { external: false } },
    enableConstEnums: false,
    format: true,
    style: { printWidth: 120, singleQuote: true },
    unreachableDefinitions: true,
  });
  return withoutOrigins(declarations);
}

/** The compiler says of every type where in the schema it was found; its name says that already. */
function withoutOrigins(declarations) {
  return declarations
    .replace(/^ *\* This \w+ was referenced by .*\n *\* via the .*\n/gm, '')
    .replace(/\n *\*(?=\n *\*\/)/g, '')
    .replace(/^ *\/\*\*\n *\*\/\n/gm, '');
}

/**
 * Members in the order of their names, since how the server orders its maps must not show; and references alone, since
 * the compiler makes a copy of the type for each that has a description beside it.
 */
function normal(value) {
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== 'object') return value;
  const { $ref, ...others } = value;
  if ($ref !== undefined && others.description) return normal({ ...others, allOf: [{ $ref }] });
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, normal(value[name])]));
}
