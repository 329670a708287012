// Files of people: what one holds, or why it holds nothing, in words; and an empty one to fill in.
import { fileOfRows } from '../../desk_cells.js';
import { COLUMNS } from '../../desk_columns.js';
import { FILE_MIB_MAX, isTooLarge, tableOf } from '../../desk_file.js';
import { PEOPLE_MAX } from '../../desk_people.js';
import { t } from '../../i18n.js';
import { save } from '../../save.js';

/** @typedef {import('../../desk_file.js').Table} Table */
/** @typedef {import('../../desk_file.js').NoTable | {problem: 'unreadable'}} NoTable */

/** @type {(file: File) => Promise<Table | NoTable>} */
export async function tableIn(file) {
  if (isTooLarge(file.size)) return { problem: 'too_large' };
  try {
    return tableOf(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // It is gone, or a folder.
    return { problem: 'unreadable' };
  }
}

/** @type {(file: File, table: NoTable) => string} */
export const problemOf = ({ name }, { problem }) => t(`desk.file.${problem}`, { name, max: FILE_MIB_MAX, people: PEOPLE_MAX });

/** @type {(file: File, table: Table, read: import('../../desk_columns.js').PeopleTable) => string} */
export const newsOf = ({ name }, { encoding }, { people, head }) => [
  t('desk.file.read', { name, encoding, count: people.length }),
  head ? t('desk.file.head', { line: head.line }) : t('desk.file.no_head'),
  head && head.unused.length > 0 && t('desk.file.unused', { columns: head.unused.join(t('desk.rule.and')) }),
].filter(Boolean).join(' ');

export function saveTemplate() {
  const titles = COLUMNS.map((column) => t(`desk.column.${column}`));
  save(new Blob([fileOfRows([[...titles, t('desk.file.template_hint')]])], { type: 'text/csv' }), t('desk.file.template_name'));
}
