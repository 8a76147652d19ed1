/** Makes elements of a drawing. */
type Attributes = Readonly<Record<string, string | number>>;

const SVG = 'http://www.w3.org/2000/svg';
export function svgElement<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
export function draw(
  parent: Element,
  name: keyof SVGElementTagNameMap,
  attributes: Attributes,
  text?: string,
): SVGElement {
  const element = svgElement(name, attributes);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}
