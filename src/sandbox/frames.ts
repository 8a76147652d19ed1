/**
 * Reads the console of a sandbox. Pure. It trusts nothing: a frame counts only with the nonce of this launch and in
 * the order of the protocol; lines and outputs are bounded; everything else is output of a command, or is dropped.
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

/** Most bytes of one command's output that are kept; a sysbench report is about 1 KiB. */
export const OUTPUT_LIMIT = 1024 * 1024;
/** Most bytes of one line that are kept. */
const LINE_LIMIT = 64 * 1024;

export class FrameReader {
  readonly #marker: string;
  readonly #outputLimit: number;
  #line = '';
  #output: string[] = [];
  #outputBytes = 0;
  #flooded = false;
  #current: number | undefined;
  /** Number of lines that look like frames without being genuine: something in the sandbox forges them. */
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

  /** The output so far of the command that is running. */
  partialOutput(): string {
    return [...this.#output, this.#line].join('\n');
  }

  #extend(text: string): void {
    const room = LINE_LIMIT - this.#line.length;
    if (text.length > room) this.#flooded = true;
    this.#line += text.slice(0, Math.max(0, room));
  }

  #take(line: string): Frame | undefined {
    // Firmware may write escape codes before the first marker, so it may be anywhere in the line.
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
