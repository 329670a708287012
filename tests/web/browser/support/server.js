// A Rostrum of one's own: the real binary on a free port, with a data directory that goes away.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { deadline } from './deadline.js';
import { ROOT } from './root.js';

const START_MS = 20_000;
const STOP_MS = 20_000;
const COMPLAINTS_CHARS = 6_000;

/** The binary that the environment names, or the release build; what is relative is so to the project's folder. */
function binary() {
  const named = process.env.ROSTRUM_BINARY || join(process.env.CARGO_TARGET_DIR || 'target', 'release/rostrum');
  const path = resolve(ROOT, named);
  if (!existsSync(path)) throw new Error(`there is no ${path}: run \`cargo build --release\`, or name one by ROSTRUM_BINARY`);
  return path;
}

/**
 * What a test may order: `configuration` is the text of the TOML file, `convener` whether the token is chosen by the test
 * or left to the first start, which then prints the set-up link.
 * @typedef {{ configuration?: string, convener?: 'chosen' | 'made' }} Order
 */

/**
 * Starts a server and returns when it accepts connections.
 * @param {Order} [order]
 */
export async function startServer({ configuration = '', convener = 'chosen' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'rostrum-browser-'));
  const errorFile = join(folder, 'stderr');
  const configurationFile = join(folder, 'rostrum.toml');
  await writeFile(configurationFile, configuration);
  const token = randomBytes(32).toString('hex');
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ROSTRUM_CONVENER_TOKEN: convener === 'chosen' ? token : '' };

  let port = 0;
  /** @type {import('node:child_process').ChildProcess} */
  let child;

  /** The end of what the server wrote to standard error. */
  const complaints = () => readFileSync(errorFile, 'utf8').slice(-COMPLAINTS_CHARS);

  async function start() {
    const errors = openSync(errorFile, 'a');
    const line = ['serve', '--listen', `127.0.0.1:${port}`, '--data', join(folder, 'data'), '--config', configurationFile];
    child = spawn(binary(), line, { env, stdio: ['ignore', 'pipe', errors] });
    closeSync(errors);
    const listening = firstLine(child).then((said) => {
      const found = /^listening on http:\/\/127\.0\.0\.1:(\d+)$/.exec(said);
      if (!found) throw new Error(`the server said "${said}" instead of where it listens`);
      port = Number(found[1]);
    });
    await deadline(listening, START_MS, 'the server to listen').catch((error) => {
      child.kill('SIGKILL');
      throw new Error(`${error.message}; its standard error ends with:\n${complaints()}`);
    });
  }

  /** @param {NodeJS.Signals} signal */
  async function end(signal) {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await deadline(ended, STOP_MS, `the server to end on ${signal}`);
    }
    return child.exitCode;
  }

  await start();
  return {
    /** The convener's token: the chosen one, or the one that was made and kept in the data directory. */
    token: convener === 'chosen' ? token : readFileSync(join(folder, 'data/convener-token'), 'utf8').trim(),
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    complaints,
    /** Ends it at once, as a loss of power would. */
    kill: () => end('SIGKILL'),
    /** Stops it where it stands, as a machine that hangs would: its lines stay, and nothing comes. */
    stall: () => void child.kill('SIGSTOP'),
    /** Lets it go on. */
    wake: () => void child.kill('SIGCONT'),
    /** Starts it again on the same port and data. */
    restart: start,
    /** Tells it to end, which must succeed, and removes all that it kept. */
    async stop() {
      const said = () => `; its standard error ends with:\n${complaints()}`;
      const killed = child.signalCode === 'SIGKILL';
      const code = await end('SIGTERM').catch((error) => {
        child.kill('SIGKILL');
        throw new Error(error.message + said());
      });
      if (code !== 0 && !killed) throw new Error(`the server ended with ${code} on SIGTERM${said()}`);
      await rm(folder, { recursive: true });
    },
    /** What `rostrum verify` says of a record; it must succeed. @param {string} record */
    async verify(record) {
      const file = join(folder, 'record.jsonl');
      await writeFile(file, record);
      return (await promisify(execFile)(binary(), ['verify', file])).stdout;
    },
    /** The link of the first start; only where the convener's token was left to it. */
    setUpLink() {
      const found = /set up this server once[^:]*: (\S+)/.exec(readFileSync(errorFile, 'utf8'));
      if (!found) throw new Error('the server has printed no set-up link');
      return found[1];
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

/** @type {(child: import('node:child_process').ChildProcess) => Promise<string>} */
async function firstLine(child) {
  if (!child.stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    return line;
  }
  return '';
}
