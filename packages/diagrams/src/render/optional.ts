/** Loads an optional dependency, or throws an error that says what it is for and how to get it. */
export async function loadOptional<T>(name: string, purpose: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(`${purpose} needs the optional package ${name}, which is not installed or does not run on this platform. Install it with: npm install ${name}`, { cause });
  }
}
