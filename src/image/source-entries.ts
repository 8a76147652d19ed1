/**
 * Reads what an entry of apt's sources says besides addresses: whose signature counts, and whether it may be expired.
 */

export interface EntryOptions {
  /** Options as between the brackets of a one-line entry: `trusted=yes`. */
  readonly options: readonly string[];
  /** An armored key within the entry. */
  readonly key?: string;
}

/** Options that say whether a mirror is believed. The addresses are known already. */
const CARRIED =
  /^(signed-by|trusted|check-valid-until|check-date|date-max-future|valid-until-min|valid-until-max|allow-insecure|allow-weak|allow-downgrade-to-insecure|by-hash|inrelease-path)$/;

const NONE: EntryOptions = { options: [] };

/**
 * @param entry as apt names it: a file and, after a colon, the number of the line or stanza
 * @param read text of a file
 */
export function entryOptions(entry: string, read: (path: string) => string): EntryOptions {
  const [, path = '', number = ''] = /^(.*):(\d+)$/.exec(entry) ?? [];
  if (!path) return NONE;
  const text = read(path);
  return path.endsWith('.sources') ? stanzaOptions(text, Number(number)) : lineOptions(text, Number(number));
}

/** `deb [ signed-by=/x trusted=yes ] http://…` */
function lineOptions(text: string, number: number): EntryOptions {
  const line = text.split('\n')[number - 1] ?? '';
  const [, inside = ''] = /^\s*deb(?:-src)?\s+\[([^\]]*)\]/.exec(line) ?? [];
  const options = inside.split(/\s+/).map((option) => option.replace(/^[^=]+/, (name) => name.toLowerCase()));
  return { options: options.filter((option) => CARRIED.test(option.split('=', 1)[0] ?? '')) };
}

/**
 * Reads the fields of a stanza in deb822 form. apt counts stanzas from 1, and a line that begins with # is a comment.
 */
function stanzaOptions(text: string, number: number): EntryOptions {
  const stanzas = text
    .replace(/^#.*\n?/gm, '')
    .split(/\n(?:[ \t]*\n)+/)
    .filter((stanza) => stanza.trim() !== '');
  const fields = [...(stanzas[number - 1] ?? '').matchAll(/^([A-Za-z][\w-]*):(.*(?:\n[ \t].*)*)/gm)];
  const carried = fields.flatMap(([, name = '', value = '']) =>
    CARRIED.test(name.toLowerCase()) ? [{ name: name.toLowerCase(), value: value.trim() }] : [],
  );
  const armored = carried.find(({ value }) => value.includes('-----BEGIN PGP'));
  return {
    options: carried.flatMap((one) => (one === armored ? [] : [`${one.name}=${one.value.split(/[\s,]+/).join(',')}`])),
    ...(armored && { key: unfold(armored.value) }),
  };
}

/** Joins a field's lines: each begins with a space, and a dot stands for an empty one. */
function unfold(value: string): string {
  return `${value
    .split('\n')
    .map((line) => line.trim().replace(/^\.$/, ''))
    .join('\n')}\n`;
}
