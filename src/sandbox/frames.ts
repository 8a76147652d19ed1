/**
 * Reads what a sandbox's console says. Pure, and never trusts it: a frame counts only with the nonce of this launch,
 * in the order the protocol allows; lines and outputs are bounded; whatever else is there is output or is dropped.
 */

export type Frame =
  | { readonly type: 'ready' }
  | { readonly type: 'begin'; readonly request: number }
  | {
      readonly type: 'end';
      readonly request: number;
      readonly code: number;
      readonly output: string;
      readonly flooded: boolean;
    }
  | { readonly type: 'bye' };

/** Bytes of one command's output that are kept; a sysbench report is about 1 KiB. */
export const OUTPUT_LIMIT = 1024 * 1024;
/** Bytes of one line that are kept. */
const LINE_LIMIT = 64 * 1024;

export class FrameReader {
  readonly #marker: string;
  readonly #outputLimit: number;
  #line = '';
  #output: string[] = [];
  #outputBytes = 0;
  #flooded = false;
  #current: number | undefined;
  /** Lines that look like frames but are not ours: something in the sandbox pretends. */
  forged = 0;

  constructor(nonce: string, outputLimit: number = OUTPUT_LIMIT) {
    this.#marker = `@tare ${nonce} `;
    this.#outputLimit = outputLimit;
  }

  /** Takes the next piece of the stream and returns the frames it completes. */
  feed(text: string): Frame[] {
    const frames: Frame[] = [];
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#extend(line);
      const frame = this.#take(this.#line.replace(/\r$/, ''));
      if (frame) frames.push(frame);
      this.#line = '';
    }
    this.#extend(rest);
    return frames;
  }

  /** Output of the command that runs now, as far as it has come. */
  partialOutput(): string {
    return [...this.#output, this.#line].join('\n');
  }

  #extend(text: string): void {
    const room = LINE_LIMIT - this.#line.length;
    if (text.length > room) this.#flooded = true;
    this.#line += text.slice(0, Math.max(0, room));
  }

  #take(line: string): Frame | undefined {
    // Firmware may write escape codes before the first marker of a line, so it is looked for anywhere in it.
    const at = line.indexOf(this.#marker);
    const frame = at >= 0 ? this.#parse(line.slice(at + this.#marker.length)) : undefined;
    if (frame) return frame;
    if (line.includes('@tare ')) this.forged += 1;
    this.#keep(line);
    return undefined;
  }

  #parse(words: string): Frame | undefined {
    const [verb, first, second, ...rest] = words.trim().split(' ');
    if (rest.length > 0) return undefined;
    if ((verb === 'ready' || verb === 'bye') && first === undefined) return { type: verb };
    if (verb === 'begin' && second === undefined && this.#current === undefined) return this.#begin(wholeNumber(first));
    if (verb === 'end' && wholeNumber(first) === this.#current) return this.#end(wholeNumber(second));
    return undefined;
  }

  #begin(request: number | undefined): Frame | undefined {
    if (request === undefined) return undefined;
    this.#reset();
    this.#current = request;
    return { type: 'begin', request };
  }

  #end(code: number | undefined): Frame | undefined {
    const request = this.#current;
    if (request === undefined || code === undefined) return undefined;
    // The agent writes a line break of its own before each frame.
    const output = this.#output.join('\n').replace(/\n$/, '');
    const frame: Frame = { type: 'end', request, code, output: output && `${output}\n`, flooded: this.#flooded };
    this.#current = undefined;
    this.#reset();
    return frame;
  }

  #keep(line: string): void {
    this.#outputBytes += line.length + 1;
    if (this.#outputBytes > this.#outputLimit) this.#flooded = true;
    else this.#output.push(line);
  }

  #reset(): void {
    this.#output = [];
    this.#outputBytes = 0;
    this.#flooded = false;
  }
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
