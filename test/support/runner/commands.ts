/** Workflow commands: lines of output that tell the runner what to do. */

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

type Escapes = readonly (readonly [code: string, text: string])[];

const DATA: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const PROPERTY: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];
const OLD: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
];

const decode = (text: string, escapes: Escapes) =>
  escapes.reduce((done, [code, plain]) => done.replaceAll(code, plain), text);

function propertiesOf(text: string, separator: string, escapes: Escapes): Record<string, string> {
  const pairs = text.split(separator).map((pair) => /^\s*([^=]+)=(.+)$/s.exec(pair));
  return Object.fromEntries(
    pairs.flatMap((pair) => (pair === null ? [] : [[pair[1], decode(pair[2] ?? '', escapes)]])),
  );
}

/**
 * `::name key=value,key=value::data` at the start of a line, or the older `##[name key=value;]data` anywhere in it.
 */
const NEW_FORM = /^\s*::(?<name>[^\s:]+)(?: (?<properties>.*?))?::(?<data>.*)$/s;
const OLD_FORM = /##\[(?<name>[^\s\]]+)(?: (?<properties>[^\]]*))?\](?<data>.*)$/s;

/** Returns the command in a line of output, of any name; `undefined` where there is none. */
export function parseCommand(line: string): Command | undefined {
  const fresh = NEW_FORM.exec(line)?.groups;
  if (fresh !== undefined) {
    const { name = '', properties = '', data = '' } = fresh;
    return { name, properties: propertiesOf(properties, ',', PROPERTY), data: decode(data, DATA) };
  }
  const old = OLD_FORM.exec(line)?.groups;
  if (old === undefined) return undefined;
  const { name = '', properties = '', data = '' } = old;
  return { name, properties: propertiesOf(properties, ';', OLD), data: decode(data, OLD) };
}
