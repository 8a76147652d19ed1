/** Groups items by key, with keys in the order of their first item (Map.groupBy, which Node 20 lacks). */
export function groupBy<Item, Key>(items: Iterable<Item>, key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const its = key(item);
    const group = groups.get(its);
    if (group) group.push(item);
    else groups.set(its, [item]);
  }
  return groups;
}
