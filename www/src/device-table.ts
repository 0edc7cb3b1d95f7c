/** Values by key that are kept on this device; where the browser keeps nothing, nothing is there and nothing fails. */
import { type IDBPDatabase, openDB } from "idb";

export class DeviceTable<Value> {
  #opened: Promise<IDBPDatabase | undefined> | undefined;

  /** One database each, which is made when something is put into it first. */
  constructor(
    readonly database: string,
    readonly table: string,
  ) {}

  async get(key: string): Promise<Value | undefined> {
    if (!(await this.#exists())) return undefined;
    return (await this.#open())?.get(this.table, key).catch(() => undefined);
  }

  /** Whether it is kept. */
  async put(key: string, value: Value): Promise<boolean> {
    const database = await this.#open();
    if (!database) return false;
    return database.put(this.table, value, key).then(
      () => true,
      () => false,
    );
  }

  async delete(key: string): Promise<void> {
    if (!(await this.#exists())) return;
    await (await this.#open())?.delete(this.table, key).catch(() => undefined);
  }

  /** Asking for a database makes it; somebody who never kept anything is to have none. */
  async #exists(): Promise<boolean> {
    if (this.#opened) return true;
    try {
      return (await indexedDB.databases()).some(({ name }) => name === this.database);
    } catch {
      return true;
    }
  }

  #open(): Promise<IDBPDatabase | undefined> {
    this.#opened ??= openDB(this.database, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore(this.table);
      },
    }).catch(() => undefined);
    return this.#opened;
  }
}
