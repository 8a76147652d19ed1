/** Objects some of whose properties take long to compute and are seldom read. */

/** The functions that compute the properties when they are first read. */
type Makers<T> = { readonly [Key in keyof T]: () => T[Key] };

/**
 * Returns the properties of `known`, and those of `later`, which are computed when they are first read. An object that
 * `lazily` makes from this one shares the results. JSON and copies treat them like any other property.
 */
export function lazily<Known extends object, Later extends object>(known: Known, later: Makers<Later>): Known & Later {
  const facts = Object.defineProperties({}, Object.getOwnPropertyDescriptors(known));
  for (const name of Object.keys(later) as (keyof Later & string)[]) {
    let made: { readonly value: unknown } | undefined;
    const get = (): unknown => {
      made ??= { value: later[name]() };
      return made.value;
    };
    Object.defineProperty(facts, name, { get, enumerable: true, configurable: true });
  }
  return facts as Known & Later;
}
