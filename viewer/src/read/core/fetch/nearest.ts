/**
 * The order in which the frames of a series are wished for: the current one, then outward, two ahead in the scroll
 * direction for one behind. Never more than `most`, so that what arrives does not push out what is on screen.
 */
export function nearestFirst(current: number, count: number, direction: 1 | -1, most = count): number[] {
  const order: number[] = [];
  if (count <= 0) return order;
  const start = Math.max(0, Math.min(count - 1, current));
  order.push(start);
  let ahead = start + direction;
  let behind = start - direction;
  const inside = (i: number): boolean => i >= 0 && i < count;
  while (order.length < Math.min(most, count)) {
    for (let step = 0; step < 2 && inside(ahead); step++, ahead += direction) order.push(ahead);
    if (inside(behind)) {
      order.push(behind);
      behind -= direction;
    }
  }
  return order.slice(0, Math.min(most, count));
}
