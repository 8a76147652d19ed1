/** Facts of which some take long to compute and are seldom asked for. */

/** What computes a fact when it is first asked for. */
type Makers<T> = { readonly [Key in keyof T]: () => T[Key] };

/**
 * `known`, and `later` as properties that are computed at the first reading, once for this object and all that
 * `lazily` makes of it. In JSON and copies they are like any.
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
