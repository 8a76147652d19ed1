/**
 * The part of a DOM that Plot draws an SVG with: elements, their attributes and text, and their text as a whole. A
 * whole DOM takes ten times the memory and time for each element, and is held until all memory is looked through.
 */

const SVG = 'http://www.w3.org/2000/svg';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => ENTITIES[one] ?? '');
const quoted = (text: string): string => `"${escaped(text).replaceAll('"', '&quot;')}"`;

class SvgElement {
  readonly namespaceURI = SVG;
  readonly ownerDocument = svgDocument;
  parentNode: SvgElement | null = null;
  readonly #name: string;
  readonly #attributes = new Map<string, string>();
  readonly children: SvgElement[] = [];
  #text = '';

  constructor(name: string) {
    this.#name = name;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  setAttributeNS(_namespace: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  appendChild(child: SvgElement): SvgElement {
    return this.insertBefore(child, null);
  }

  insertBefore(child: SvgElement, next: SvgElement | null): SvgElement {
    child.remove();
    const at = next === null ? -1 : this.children.indexOf(next);
    this.children.splice(at === -1 ? this.children.length : at, 0, child);
    child.parentNode = this;
    return child;
  }

  remove(): void {
    if (this.parentNode === null) return;
    const siblings = this.parentNode.children;
    siblings.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  set textContent(text: unknown) {
    this.children.length = 0;
    this.#text = String(text ?? '');
  }

  /** The descendants of that name. */
  named(name: string): SvgElement[] {
    return this.children.flatMap((child) => [...(child.#name === name ? [child] : []), ...child.named(name)]);
  }

  /** The text of the element and all that is in it. */
  toString(): string {
    const attributes = [...this.#attributes].map(([name, value]) => ` ${name}=${quoted(value)}`).join('');
    const content = escaped(this.#text) + this.children.join('');
    return content === '' ? `<${this.#name}${attributes}/>` : `<${this.#name}${attributes}>${content}</${this.#name}>`;
  }
}

export type { SvgElement };

/** It makes the elements of all charts and holds none of them. */
export const svgDocument = {
  /** What elements inherit their kind from. */
  documentElement: {
    namespaceURI: SVG,
    get ownerDocument() {
      return svgDocument;
    },
  },
  createElementNS: (_namespace: string, name: string): SvgElement => new SvgElement(name),
};
