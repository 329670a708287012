// Types of the user interface; they are checked, never loaded.
import type { Client, Http, Person, View } from '../sdk/types/index.js';
import type { Entry, ProceedingsEntry } from '../sdk/types/protocol.js';

/** An element's properties and attributes by name. */
export type Properties = Record<string, any>;

/** What an element is to look like. */
export interface Drawn {
  tag: string;
  key: string | number | null;
  properties: Properties;
  children: Drawn[];
}

/** What can stand between an element's tags; what is absent draws nothing. */
export type Child = Drawn | string | number | null | undefined | false;
