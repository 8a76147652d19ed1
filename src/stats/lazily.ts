/** Facts of which some take long to compute and are seldom asked for. */

/** What computes a fact when it is first asked for. */
type Makers<T> = { readonly [Key in keyof T]: () => T[Key] };

/**
 * `known`, and `later` as properties that are computed once, at the first reading; in JSON and copies they are like
 * any.
 */
export function lazily<Known extends object, Later extends object>(known: Known, later: Makers<Later>): Known & Later {
  const facts = Object.defineProperties({}, Object.getOwnPropertyDescriptors(known));
  for (const name of Object.keys(later) as (keyof Later & string)[]) {
    const get = (): unknown => {
      const value = later[name]();
      Object.defineProperty(facts, name, { value, enumerable: true, configurable: true });
      return value;
    };
    Object.defineProperty(facts, name, { get, enumerable: true, configurable: true });
  }
  return facts as Known & Later;
}
