/**
 * Writes examples/data/houses.csv: 200 invented houses. The same file every time, since the random numbers
 * come from a small generator of its own.
 */
import { writeFile } from 'node:fs/promises';

const random = generator(20260401);
const rows = Array.from({ length: 200 }, house);
const header = 'size,bedrooms,age,distance,price';
await writeFile('examples/data/houses.csv', `${[header, ...rows].join('\n')}\n`);

/** Size in 100 m², age in decades, distance to the center in 10 km, price in 100,000. */
function house() {
  const size = 0.4 + 1.8 * random();
  const bedrooms = Math.max(1, Math.round(size * 2 + random() - 0.5));
  const age = 6 * random();
  const distance = 2.5 * random();
  const noise = 0.3 * (random() + random() - 1);
  const value = 0.6 + 2.2 * size + 0.15 * bedrooms - 0.12 * age - 0.5 * distance + noise;
  const price = Math.max(0.3, value);
  return [size.toFixed(2), bedrooms, age.toFixed(1), distance.toFixed(2), price.toFixed(2)].join(
    ',',
  );
}

/** Uniform in [0, 1): the minimal standard generator of Park and Miller, exact in doubles. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (48_271 * state) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
