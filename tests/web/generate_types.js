// Reads the JSON Schema that `rostrum schema` prints on standard input and writes the client's type declarations. The
// same schema gives the same bytes, so that a check can make them anew and compare.
//
//   rostrum schema | npm run types
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { protocolTypes } from './protocol_types.js';

const target = fileURLToPath(new URL('../../web/sdk/types/protocol.d.ts', import.meta.url));

try {
  writeFileSync(target, await protocolTypes(JSON.parse(readFileSync(0, 'utf8'))));
} catch (error) {
  process.stderr.write(`no types were written: ${error.message}\n`);
  process.exitCode = 1;
}
