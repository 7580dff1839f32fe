/** Something that holds a port, a process or a file until it is closed. */
interface Closable {
  close(): Promise<void>;
}

/** Does the work that a resource was opened for; closes the resource if the work fails, else leaves it open. */
export async function closeOnFailure<T>(resource: Closable | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await resource?.close();
    throw error;
  }
}
