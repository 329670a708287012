// The modules are what the package's declarations say that they are: neither may know a name that the other lacks.
import * as modules from '../../../web/sdk/index.js';
import type * as declarations from '../../../web/sdk/types/index.d.ts';

type Declared = typeof declarations;
type Exported = typeof modules;

export const exportedAsDeclared: Declared = modules;
export const nothingUndeclared: Record<Exclude<keyof Exported, keyof Declared>, never> = {};
