// The helpers of the module tests. Each test is one call of test(), at the start of a line, with a name that is unique in its file.

const tests = new Map();

export function test(name, act) {
  if (tests.has(name)) throw new Error(`There are two tests named "${name}".`);

  tests.set(name, act);
}

/** Fails when there is no such test, too. */
export async function run(name) {
  await tests.get(name)();
}

export function equal(found, expected, about = "") {
  const [one, other] = [found, expected].map(value => JSON.stringify(value) ?? String(value));
  if (one !== other) throw new Error(`${about} found ${one}, expected ${other}`);
}

export function isTrue(found, about) {
  if (found !== true) throw new Error(about);
}
