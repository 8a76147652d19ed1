/** What follows from a thing that never changes is made once for each, and forgotten with it. */
export function once<Thing extends object, Made extends object>(make: (thing: Thing) => Made): (thing: Thing) => Made {
  const known = new WeakMap<Thing, Made>();
  return (thing) => {
    const made = known.get(thing) ?? make(thing);
    known.set(thing, made);
    return made;
  };
}
