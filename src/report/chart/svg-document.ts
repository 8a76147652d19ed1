/**
 * Implements the part of a DOM that Plot draws an SVG with: elements, their attributes and text, and the text of the
 * whole. A whole DOM takes ten times the memory and time for each element, and is kept until all memory is searched.
 */

const SVG = 'http://www.w3.org/2000/svg';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => ENTITIES[one] ?? '');
const quoted = (text: string): string => `"${escaped(text).replaceAll('"', '&quot;')}"`;

/** A page holds tens of thousands of these, so an element makes nothing for what it does not have. */
class SvgElement {
  parentNode: SvgElement | null = null;
  readonly #name: string;
  /**
   * These are by name, in the order set; undefined where one was removed. Plot chooses the names, never a document.
   */
  readonly #attributes: Record<string, string | undefined> = {};
  #children: SvgElement[] | undefined;
  #text = '';

  constructor(name: string) {
    this.#name = name;
  }

  get namespaceURI(): string {
    return SVG;
  }

  get ownerDocument(): typeof svgDocument {
    return svgDocument;
  }

  get children(): readonly SvgElement[] {
    return this.#children ?? NONE;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes[name] = String(value);
  }

  setAttributeNS(_namespace: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }

  getAttribute(name: string): string | null {
    return this.#attributes[name] ?? null;
  }

  removeAttribute(name: string): void {
    if (this.hasAttribute(name)) this.#attributes[name] = undefined;
  }

  appendChild(child: SvgElement): SvgElement {
    return this.insertBefore(child, null);
  }

  insertBefore(child: SvgElement, next: SvgElement | null): SvgElement {
    child.remove();
    const at = next === null ? -1 : this.children.indexOf(next);
    if (this.#children === undefined) this.#children = [child];
    else if (at === -1) this.#children.push(child);
    else this.#children.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }

  remove(): void {
    if (this.parentNode === null) return;
    const siblings = this.parentNode.#children;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  set textContent(text: unknown) {
    this.#children = undefined;
    this.#text = String(text ?? '');
  }

  /** Returns the descendants of that name. */
  named(name: string): SvgElement[] {
    return this.children.flatMap((child) => [...(child.#name === name ? [child] : []), ...child.named(name)]);
  }

  /** Returns the text of the element and all that is in it. */
  toString(): string {
    let attributes = '';
    for (const [name, value] of Object.entries(this.#attributes)) {
      if (value !== undefined) attributes += ` ${name}=${quoted(value)}`;
    }
    const content = escaped(this.#text) + this.children.join('');
    return content === '' ? `<${this.#name}${attributes}/>` : `<${this.#name}${attributes}>${content}</${this.#name}>`;
  }
}

const NONE: readonly SvgElement[] = [];

export type { SvgElement };

/** The document makes the elements of all charts and keeps none of them. */
export const svgDocument = {
  /** Elements inherit their namespace from it. */
  documentElement: {
    namespaceURI: SVG,
    get ownerDocument() {
      return svgDocument;
    },
  },
  createElementNS: (_namespace: string, name: string): SvgElement => new SvgElement(name),
};
